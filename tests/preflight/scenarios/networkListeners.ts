import fc from "fast-check";

import type { NlbListener } from "../../../index";
import { nearlyAlways } from "./arbitraries";

type Protocol = NlbListener["protocol"];

const SECOND = ["another port", "the other protocol"] as const;
const WRONG_SECOND = ["the same", "a range"] as const;

/** Listeners of an NLB, one or two: the second on another port, or on the same one with the other protocol. */
export function listenersOf(): fc.Arbitrary<NlbListener[]> {
    return fc
        .tuple(
            fc.constantFrom<Protocol>(undefined, "TCP", "TCP", "UDP"),
            fc.option(nearlyAlways<string>(SECOND, WRONG_SECOND), { nil: undefined }),
        )
        .chain(([protocol, second]) =>
            fc.tuple(
                listenerOf(protocol),
                listenerOf(second === "the other protocol" ? other(protocol) : protocol),
                fc.constant(second),
            ),
        )
        .map(([first, listener, second]) => {
            if (second === undefined) {
                return [first];
            }
            const isOther = second === "another port" || second === "a range";
            const port = isOther ? 8443 : first.port;
            return [
                first,
                { ...listener, port, ...(second === "a range" ? { lastPort: 8450 } : {}) },
            ];
        });
}

function other(protocol: Protocol): Protocol {
    return protocol === "UDP" ? "TCP" : "UDP";
}

function listenerOf(protocol: Protocol): fc.Arbitrary<NlbListener> {
    const isUdp = protocol === "UDP";
    return fc.record({
        port: nearlyAlways([80, 443, 1, 65535], [0, 65536, -1, 80.5]),
        protocol: nearlyAlways<any>([protocol], ["TCPSSL", "HTTP", "tcp"]),
        description: nearlyAlways<string | undefined>(
            [undefined, "orders", "订单/v1.2_b-c"],
            ["the orders", "o", "o".repeat(257)],
        ),
        idleTimeoutSeconds: nearlyAlways<number | undefined>(
            [undefined, 10, isUdp ? 20 : 900],
            [9, isUdp ? 21 : 901, 10.5],
        ),
        connectionsPerSecond: nearlyAlways<number | undefined>(
            [undefined, 0, 1_000_000],
            [-1, 1_000_001, 0.5],
        ),
    });
}
