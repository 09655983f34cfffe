import type * as pulumi from "@pulumi/pulumi";

import type { Preflight } from "./preflight";
import * as rules from "./preflight/rules";

/** What the health checks of a CLB and of an ALB have in common. */
interface HealthCheckLimits {
    readonly path?: pulumi.Input<string>;
    readonly port?: pulumi.Input<number>;
    readonly intervalSeconds?: pulumi.Input<number>;
    readonly timeoutSeconds?: pulumi.Input<number>;
    readonly healthyThreshold?: pulumi.Input<number>;
    readonly unhealthyThreshold?: pulumi.Input<number>;
}

/** Checks them. */
export function checkLimits(
    preflight: Preflight,
    path: string,
    check: HealthCheckLimits,
    pathRule: rules.Rule<string>,
): HealthCheckLimits {
    const number = (
        property: "intervalSeconds" | "timeoutSeconds" | "healthyThreshold" | "unhealthyThreshold",
        rule: rules.Rule<number>,
    ) => preflight.input(`${path}.${property}`, check[property], rule);
    return {
        path: preflight.input(`${path}.path`, check.path, pathRule),
        port: preflight.input(`${path}.port`, check.port, rules.port),
        intervalSeconds: number("intervalSeconds", rules.healthCheckInterval),
        timeoutSeconds: number("timeoutSeconds", rules.healthCheckTimeout),
        healthyThreshold: number("healthyThreshold", rules.healthCheckThreshold),
        unhealthyThreshold: number("unhealthyThreshold", rules.healthCheckThreshold),
    };
}
