import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";

import { promiseOf } from "../shared/dependencies";
import { withoutStack } from "../preflight/findings";
import type { Report } from "../preflight/report";
import { accountId } from "../preflight/rules/accounts";
import {
    CONTRACT_VERSION,
    contractVersion,
    readsAnotherVersion,
} from "../preflight/rules/connections";
import { required } from "../preflight/rules/values";
import { TransportProtocol } from "../shared/types";

export { CONTRACT_VERSION } from "../preflight/rules/connections";

/** A port of the offer. */
export interface OfferedPort {
    /** The port, from 1 to 65535. */
    port: number;
    /** The transport protocol: `tcp` or `udp`. */
    protocol: string;
}

/** What a provider stack exports for its consumers about an endpoint service. */
export interface EndpointServiceOffer {
    /** Version of the contract; 1 for this one. */
    contractVersion: number;
    /** Id of the endpoint service, for instance `epsrv-...`. */
    serviceId: string;
    /** Name of the endpoint service, `com.aliyuncs.privatelink.<region>.<service id>`. */
    serviceName: string;
    /** Region of the endpoint service. */
    regionId: string;
    /** UID of the account that owns the endpoint service. */
    accountId: string;
    /** Zones in which the service can be reached: those of its service resources. */
    zoneIds: string[];
    /** Ports at which the service listens. */
    ports: OfferedPort[];
    /** Whether the owner must accept each endpoint. */
    acceptanceRequired: boolean;
    /** UIDs of the accounts on the service whitelist, without the owner, who needs no entry. */
    allowedAccountIds: string[];
    /** Other regions in which endpoints may be created for the service. Absent if there are none. */
    supportedRegionIds?: string[];
}

/** What a consumer stack exports for the service's owner about an endpoint that requests a connection. */
export interface EndpointRequest {
    /** Version of the contract; 1 for this one. */
    contractVersion: number;
    /** Id of the endpoint, for instance `ep-...`. */
    endpointId: string;
    /** Id of the endpoint service that the endpoint was created for. */
    serviceId: string;
    /** UID of the account that owns the endpoint. */
    accountId: string;
    /** Zones in which the endpoint has a network interface. */
    zoneIds: string[];
    /** Domain of the endpoint, which resolves to its network interfaces. */
    endpointDomain: string;
}

/**
 * Where a contract comes from: the other side's stack or, if the two sides share no state backend, the JSON
 * text of its output, for instance from stack config.
 */
export type ContractSource = pulumi.StackReference | string;

/** Reads the offer of a provider stack as plain values, by default from its output `offer`. */
export function readOffer(
    source: ContractSource,
    outputName = "offer",
): Promise<EndpointServiceOffer> {
    return read(source, outputName, offerSchema);
}

/** Reads the request of a consumer stack as plain values, by default from its output `request`. */
export function readRequest(
    source: ContractSource,
    outputName = "request",
): Promise<EndpointRequest> {
    return read(source, outputName, requestSchema);
}

const text = z.string().min(1);
const uid = z.string().refine((value) => accountId.problem(value) === undefined, {
    error: "must be the 16-digit UID of an Alibaba Cloud account",
});
const zoneIds = z.array(text).min(1);

const offerSchema: z.ZodType<EndpointServiceOffer> = z.object({
    contractVersion: z.literal(CONTRACT_VERSION),
    serviceId: text,
    serviceName: text,
    regionId: text,
    accountId: uid,
    zoneIds,
    ports: z.array(
        z.object({
            port: z.int().min(1).max(65535),
            protocol: z.enum(TransportProtocol),
        }),
    ),
    acceptanceRequired: z.boolean(),
    allowedAccountIds: z.array(uid),
    supportedRegionIds: z.array(text).optional(),
});

const requestSchema: z.ZodType<EndpointRequest> = z.object({
    contractVersion: z.literal(CONTRACT_VERSION),
    endpointId: text,
    serviceId: text,
    accountId: uid,
    zoneIds,
    endpointDomain: text,
});

/**
 * Checks the version of an offer or a request that a component takes, which may be a value of the program's
 * own. In another version, the rest may look as it likes.
 */
export function checkVersion(
    checks: Pick<Report, "check">,
    path: "offer" | "request",
    contract: Partial<EndpointServiceOffer | EndpointRequest> | null | undefined,
): boolean {
    return (
        contract === undefined ||
        contract === null ||
        checks.check(`${path}.contractVersion`, contract.contractVersion, required, contractVersion)
    );
}

async function read<T>(
    source: ContractSource,
    outputName: string,
    schema: z.ZodType<T>,
): Promise<T> {
    if (typeof source === "string") {
        return check(`The JSON of "${outputName}"`, parseJson(source, outputName), schema);
    }
    const [stack, details] = await Promise.all([
        promiseOf(source.name),
        source.getOutputDetails(outputName),
    ]);
    const value: unknown = details.value ?? details.secretValue;
    if (value === undefined) {
        throw mistake(
            `Stack "${stack}" has no output "${outputName}". Deploy that stack first ("pulumi up"), ` +
                `and make sure that its program exports "${outputName}".`,
        );
    }
    return check(`Output "${outputName}" of stack "${stack}"`, value, schema);
}

function parseJson(source: string, outputName: string): unknown {
    try {
        return JSON.parse(source);
    } catch (error) {
        throw mistake(
            `The JSON of "${outputName}" cannot be read: ${(error as Error).message}. ` +
                `Take it from the other side with "pulumi stack output ${outputName} --json".`,
        );
    }
}

function check<T>(what: string, value: unknown, schema: z.ZodType<T>): T {
    const version = (value as { contractVersion?: unknown } | null)?.contractVersion;
    if (typeof version === "number" && version !== CONTRACT_VERSION) {
        throw mistake(
            `${what} is of contract version ${version}, and ${readsAnotherVersion(version)}`,
        );
    }
    const result = schema.safeParse(value, {
        error: ({ input }) => (input === undefined ? "is missing" : undefined),
    });
    if (result.success) {
        return result.data;
    }
    const problems = result.error.issues.map(
        ({ path, message }) =>
            `  - ${path.length > 0 ? path.join(".") : "(all of it)"}: ${message}`,
    );
    throw mistake(
        [
            `${what} is not a contract that this package can read:`,
            ...problems,
            `Run "pulumi up" again in the stack that wrote it, with the same version of this package.`,
        ].join("\n"),
    );
}

function mistake(message: string): pulumi.RunError {
    return withoutStack(new pulumi.RunError(message));
}
