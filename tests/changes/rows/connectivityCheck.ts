import { type Args, nothing, type Outcome, type Row } from "../row";
import { type RowOptions, rowsOf } from "./builder";

/** The check is made anew: its command is another one, and runs once. */
const again: Outcome = {
    kind: "replaced",
    operations: ["replace ecs.Command *", "replace ecs.EcsInvocation *"],
    interruption: false,
};

const { of } = rowsOf("ConnectivityCheck");
const required = { isRequired: true };

function check(args: Args = {}): Args {
    return {
        clientInstanceId: "<client>",
        endpointId: "<endpoint one>",
        endpointDomain: "<endpoint domain one>",
        port: 80,
        ...args,
    };
}

/** A check of the certificate, which is for every name below orders.example; of none without the value. */
const secureOr = (input: string) => (value: unknown) =>
    check({
        port: 443,
        protocol: "https",
        ...(value !== undefined && {
            serverName: "www.orders.example",
            caCertificate: "<authority>",
            [input]: value,
        }),
    });

const own = (input: string, before: unknown, after: unknown, options: Partial<RowOptions>): Row =>
    of(input, (value) => check({ [input]: value }), before, after, {
        outcome: again,
        removal: again,
        ...options,
    });

export const rows: Row[] = [
    own("clientInstanceId", "<client>", "<second client>", required),
    of(
        "endpointId",
        (value) => check(value as Args),
        {},
        { endpointId: "<endpoint two>", endpointDomain: "<endpoint domain two>" },
        { ...required, outcome: again },
    ),
    own("endpointDomain", "<endpoint domain one>", "<endpoint zone domain one>", required),
    of(
        "expectedStatus",
        (value) => check(value as Args),
        { path: "/index.html", expectedStatus: 200 },
        { path: "/nowhere.html", expectedStatus: 404 },
        { ...required, outcome: again },
    ),
    of("caCertificate", secureOr("caCertificate"), "<authority>", "<authority and another>", {
        outcome: again,
        removal: again,
        note: "Removed together with `serverName`.",
    }),
    of("serverName", secureOr("serverName"), "www.orders.example", "shop.orders.example", {
        outcome: again,
        removal: again,
        note: "Removed together with `caCertificate`.",
    }),
    own("expectedStatus", 200, 200, { outcome: nothing, removal: again, detail: "removed" }),
    own("consumerIdentity", false, true, {
        outcome: {
            kind: "not measured",
            because:
                "These servers are behind a CLB and see no endpoint. Expected as for `path`; `tests/end-to-end/nlbExample.test.ts` turns it on and off.",
        },
        removal: nothing,
    }),
    own("path", "/index.html", "/page.html", {}),
    own("port", 80, 81, required),
    own("preflight", "online", "offline", { outcome: nothing, removal: nothing }),
    own("protocol", "tcp", "http", {}),
    own("timeoutSeconds", 10, 15, {}),
    own("triggers", ["one"], ["two"], {}),
    own("triggers", ["one"], ["one", "two"], { ...required, change: "entry added" }),
    own("triggers", ["one", "two"], ["one"], { ...required, change: "entry removed" }),
    own("triggers", ["one", "two"], ["two", "one"], { ...required, change: "entries reordered" }),
];
