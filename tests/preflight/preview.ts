import * as pulumi from "@pulumi/pulumi";

import type { ListedEndpoint } from "../../components/preflight/lookups/serviceEndpoints";
import { REGION } from "../unit/cloud";
import {
    type Outcome,
    outcomeOf,
    type Refusal,
    refusedLater,
    type RunOptions,
} from "../unit/harness";
import { serviceEndpoints, waitingEndpoint } from "../unit/provider/serviceEndpoints";
import { oddAnswers } from "./oddCloud";

type Answer = NonNullable<RunOptions["answer"]>;

/** The odd cloud, with what is asked for in front of it. */
export function inOddCloud(answer: Answer | undefined, options: RunOptions = {}): RunOptions {
    const whole: Answer = (token, inputs) => answer?.(token, inputs) ?? oddAnswers(token, inputs);
    serviceEndpoints.endpointsOf = (serviceId) => endpointsOf(serviceId, whole);
    return { ...options, answer: whole };
}

const CONNECTIONS = "alicloud:privatelink/getVpcEndpointConnections:getVpcEndpointConnections";

/** What the package's own call lists: the connections of the data source, or what waits for the map of consumers. */
function endpointsOf(serviceId: string, answer: Answer): ListedEndpoint[] {
    const { connections } = answer(CONNECTIONS, { serviceId }) as {
        readonly connections: readonly { readonly endpointId: string; readonly status: string }[];
    };
    if (connections.length === 0) {
        return serviceId === "epsrv-1" ? [...serviceEndpoints.endpoints] : [];
    }
    const zones = ["a", "b"].map((letter) => ({
        zoneId: `${REGION}${letter}`,
        status: "Connected",
        loadBalancerId: "",
    }));
    return connections.map(({ endpointId, status }) =>
        waitingEndpoint(endpointId, { accountId: "", status, zones }),
    );
}

/** Runs a program, as the engine runs one: with a stack around it, and the region in its config. */
export function program(build: () => void): () => unknown {
    return () => {
        pulumi.runtime.setAllConfig({ "alicloud:region": REGION });
        return pulumi.runtime.runInPulumiStack(() => {
            build();
            return Promise.resolve();
        });
    };
}

/** Twice as long as the mocks take for a resource. */
const QUIET_MILLISECONDS = 6;

/** Previews a program that must be refused. */
export function refusalOf(build: () => void, answer?: Answer): Promise<Refusal> {
    const options = inOddCloud(answer, { preview: true });
    return refusedLater(program(build), options, QUIET_MILLISECONDS);
}

/** Runs a program, in a preview or an update, until all is there or something is refused. */
export function outcomeOfProgram(
    build: () => void,
    options: RunOptions,
    answer?: Answer,
): Promise<Outcome> {
    const running = async () => {
        await program(build)();
        await pulumi.runtime.disconnect();
    };
    return outcomeOf(running, inOddCloud(answer, options), QUIET_MILLISECONDS).catch(
        (error: unknown) => ({ error, registrations: [], invokes: [] }),
    );
}
