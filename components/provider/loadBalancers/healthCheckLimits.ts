import type * as pulumi from "@pulumi/pulumi";

import type { ChildChecks } from "../../preflight";
import * as rules from "../../preflight/rules";

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
    checks: ChildChecks,
    path: string,
    limits: HealthCheckLimits,
    pathRule: rules.Rule<string>,
): void {
    checks.arguments(
        limits,
        {
            path: pathRule,
            port: rules.port,
            intervalSeconds: rules.healthCheckInterval,
            timeoutSeconds: rules.healthCheckTimeout,
            healthyThreshold: rules.healthCheckThreshold,
            unhealthyThreshold: rules.healthCheckThreshold,
        },
        path,
    );
}
