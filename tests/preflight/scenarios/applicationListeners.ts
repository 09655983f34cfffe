import fc from "fast-check";

import type { AlbListener } from "../../../index";
import { nearlyAlways } from "./arbitraries";

type Protocol = AlbListener["protocol"];

/** Listeners of an ALB, one or two: each of a protocol, mostly with what that protocol needs. */
export function listenersOf(protocols: fc.Arbitrary<Protocol>): fc.Arbitrary<AlbListener[]> {
    const listener = protocols.chain(listenerOf);
    const listeners = fc.tuple(listener, fc.option(listener, { freq: 3, nil: undefined }));
    return fc
        .tuple(listeners, nearlyAlways(["another"], ["the same"]))
        .map(([[first, second], port]) =>
            second === undefined
                ? [first]
                : [first, { ...second, port: port === "another" ? 8443 : first.port }],
        );
}

function listenerOf(protocol: Protocol): fc.Arbitrary<AlbListener> {
    return fc
        .record({
            port: nearlyAlways([80, 443, 1, 65535], [0, 65536, -1, 80.5]),
            protocol: nearlyAlways<any>([protocol], ["TCP", "http"]),
            withTls: nearlyAlways([protocol === "HTTPS"], [protocol !== "HTTPS"]),
            securityPolicyId: fc.constantFrom(undefined, "tls_cipher_policy_1_2"),
            description: nearlyAlways<string | undefined>(
                [undefined, "orders", "订单/v1.2_b-c"],
                ["the orders", "o", "o".repeat(257)],
            ),
            idleTimeoutSeconds: nearlyAlways<number | undefined>([undefined, 1, 60], [61, -1, 1.5]),
            requestTimeoutSeconds: nearlyAlways<number | undefined>([undefined, 1, 180], [181, -1]),
        })
        .map(({ withTls, securityPolicyId, ...listener }) => ({
            ...listener,
            ...(withTls ? { certificateId: "12345-cn-hangzhou", securityPolicyId } : {}),
        }));
}
