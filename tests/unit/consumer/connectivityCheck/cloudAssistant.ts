import { CALLER, type Inputs, REGION } from "../../cloud";
import type { RunOptions } from "../../harness";

export const IP_A = "10.20.0.97";
export const IP_B = "10.20.0.98";

/** A run in the answers of Cloud Assistant. */
export interface AnsweredRun {
    readonly id: string;
    readonly output: string;
    /** The name of its command; that of the command asked for where there is none. */
    readonly commandName?: string;
    /** `Success` by default. */
    readonly status?: string;
    /** What kept it from an end of its own. */
    readonly trouble?: { readonly ErrorCode: string; readonly ErrorInfo: string };
}

/** What Cloud Assistant answers: the newest run first. */
export interface CloudAssistantAnswers {
    runs: () => readonly AnsweredRun[];
    /** Whether the agent runs on the client. */
    hasAgent: boolean;
    /** The account that the check's own key is of. */
    accountId: string;
    /** An error instead of answers. */
    refusal?: { readonly Code: string; readonly Message: string };
    /** What comes of a call in place of an answer. */
    outage?: () => Promise<Response>;
}

/** A line of the check's script for a target that answers. */
export function passedLine(index: number, address: string, answer = "<h1>Hello</h1>"): string {
    return seenLine({ index, addresses: `${address},`, answer });
}

export function seenLine(seen: {
    readonly index: number;
    readonly addresses: string;
    readonly code?: number;
    readonly status?: string;
    readonly lookup?: string;
    readonly connect?: string;
    readonly answer?: string | Buffer;
    /** What curl wrote on its standard error. */
    readonly said?: string;
    /** The endpoint that the backend says it saw. */
    readonly endpoint?: string;
}): string {
    const { index, addresses, code = 0, status = "200" } = seen;
    const { lookup = "0.001", connect = "0.004", answer = "", said = "", endpoint = "" } = seen;
    const bytes = Buffer.from(answer as string);
    const fields = [index, addresses, code, status, lookup, connect, bytes.length];
    const texts = [bytes, Buffer.from(said), Buffer.from(endpoint)].map((each) =>
        each.toString("base64"),
    );
    return ["connectivity", ...fields, ...texts].join("|");
}

/** The parameters of the check's own calls. */
export const ownCalls: Record<string, string>[] = [];

/** What is answered; a test changes it and puts it back with `resetAnswers`. */
export const answered: CloudAssistantAnswers = {
    runs: () => [],
    hasAgent: true,
    accountId: CALLER,
};

/** As the cloud of somebody who has never checked anything. */
export function resetAnswers(): void {
    Object.assign(answered, {
        runs: () => [],
        hasAgent: true,
        accountId: CALLER,
        refusal: undefined,
        outage: undefined,
    });
    ownCalls.length = 0;
}

const PLACES = { ecs: "https://ecs.test/", sts: "https://sts.test/" };

/** The key that the check's own calls are made with. */
export const OWN_KEY = { accessKey: "key", secretKey: "secret" };

/**
 * Answers the check's own calls in this process from now on: the mocks of the SDK see calls of
 * the provider alone. Whatever else is fetched goes where it did.
 */
export function answerCloudAssistant(): void {
    Object.assign(process.env, {
        ECS_ENDPOINT: PLACES.ecs,
        STS_ENDPOINT: PLACES.sts,
        ALICLOUD_ACCESS_KEY: OWN_KEY.accessKey,
        ALICLOUD_SECRET_KEY: OWN_KEY.secretKey,
        ALICLOUD_REGION: REGION,
    });
    const usual = globalThis.fetch;
    globalThis.fetch = (place, init) => {
        if (!Object.values(PLACES).includes(place as string)) {
            return usual(place, init);
        }
        const parameters = Object.fromEntries(new URLSearchParams(init?.body as string));
        ownCalls.push(parameters);
        if (answered.outage !== undefined) {
            return answered.outage();
        }
        return Promise.resolve(
            new Response(JSON.stringify(answered.refusal ?? answer(parameters)), {
                status: answered.refusal === undefined ? 200 : 403,
            }),
        );
    };
}

function answer({ Action, CommandName, InvokeId }: Record<string, string>): object {
    if (Action === "GetCallerIdentity") {
        return { AccountId: answered.accountId };
    }
    if (Action === "DescribeCloudAssistantStatus") {
        const status = { CloudAssistantStatus: String(answered.hasAgent) };
        return { InstanceCloudAssistantStatusSet: { InstanceCloudAssistantStatus: [status] } };
    }
    if (Action === "RunCommand") {
        const own = answered.runs().find(({ commandName }) => commandName === undefined);
        return { CommandId: "c-again", InvokeId: own?.id ?? "t-again" };
    }
    const runs = answered
        .runs()
        .map(({ id, output, commandName = CommandName, status, trouble }, index) => ({
            InvokeId: id,
            CommandName: commandName,
            CreationTime: `2026-01-01T00:00:${String(59 - index).padStart(2, "0")}Z`,
            InvocationStatus: status ?? "Success",
            InvokeInstances: {
                InvokeInstance: [{ Output: Buffer.from(output).toString("base64"), ...trouble }],
            },
        }))
        .filter((each) => InvokeId === undefined || each.InvokeId === InvokeId);
    return { Invocations: { Invocation: runs } };
}

/** The cloud in which all is right. */
export function answers(
    changed: { readonly client?: Inputs; readonly status?: string } = {},
): NonNullable<RunOptions["answer"]> {
    return (token) => {
        switch (token) {
            case "alicloud:ecs/getInstances:getInstances":
                return {
                    instances: [
                        { id: "i-1", status: "Running", vpcId: "vpc-1", ...changed.client },
                    ],
                };
            case "alicloud:privatelink/getVpcEndpoints:getVpcEndpoints":
                return { endpoints: [{ id: "ep-1", vpcId: "vpc-1" }] };
            case "alicloud:privatelink/getVpcEndpointZones:getVpcEndpointZones":
                return {
                    zones: ["b", "a"].map((zone) => ({
                        zoneId: `${REGION}${zone}`,
                        zoneDomain: `ep-1-${zone}.example.com`,
                        eniIp: zone === "a" ? IP_A : IP_B,
                        status: changed.status ?? "Connected",
                    })),
                };
            default:
                return undefined;
        }
    };
}

const PASSING = [
    passedLine(0, `${IP_A},${IP_B}`),
    passedLine(1, IP_A),
    passedLine(2, IP_A),
    passedLine(3, IP_B),
    passedLine(4, IP_B),
];

export function outputWith(...changed: string[]): string {
    const byIndex = new Map([...PASSING, ...changed].map((line) => [line.split("|")[1], line]));
    return `${[...byIndex.values()].join("\n")}\n`;
}
