import type * as pulumi from "@pulumi/pulumi";

import { port, type Preflight, wholeNumber } from "./preflight";

/** What the health checks of a CLB and of an ALB have in common. */
interface HealthCheckLimits {
    readonly path?: pulumi.Input<string>;
    readonly port?: pulumi.Input<number>;
    readonly intervalSeconds?: pulumi.Input<number>;
    readonly timeoutSeconds?: pulumi.Input<number>;
    readonly healthyThreshold?: pulumi.Input<number>;
    readonly unhealthyThreshold?: pulumi.Input<number>;
}

/** Checks them. Ranges: CreateLoadBalancerHTTPListener of CLB and CreateServerGroup of ALB. */
export function preflightLimits(
    preflight: Preflight,
    path: string,
    check: HealthCheckLimits,
): HealthCheckLimits {
    const range = (
        property: "intervalSeconds" | "timeoutSeconds" | "healthyThreshold" | "unhealthyThreshold",
        ...rule: Parameters<typeof wholeNumber>
    ) => preflight.input(`${path}.${property}`, check[property], wholeNumber(...rule));
    return {
        path: preflight.input(`${path}.path`, check.path, (value) =>
            /^\/.{0,79}$/.test(value)
                ? undefined
                : "Allowed are 1 to 80 characters, the first a slash.",
        ),
        port: preflight.input(`${path}.port`, check.port, port),
        intervalSeconds: range("intervalSeconds", 1, 50, " (seconds)"),
        timeoutSeconds: range("timeoutSeconds", 1, 300, " (seconds)"),
        healthyThreshold: range("healthyThreshold", 2, 10),
        unhealthyThreshold: range("unhealthyThreshold", 2, 10),
    };
}
