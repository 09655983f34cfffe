import * as pulumi from "@pulumi/pulumi";

/** Whether rules that need a lookup are checked. */
export const PreflightMode = {
    /** All rules. Each lookup is made once per preview and once per update. */
    Online: "online",
    /** Only rules about the arguments, without lookups. */
    Offline: "offline",
} as const;
export type PreflightMode = (typeof PreflightMode)[keyof typeof PreflightMode];

/** The mode of a component: its `preflight` argument, or else the config `alicloud-privatelink:preflight`. */
export function preflightMode(argument: PreflightMode | undefined): PreflightMode {
    return argument ?? configured() ?? PreflightMode.Online;
}

/**
 * How long the lookups of a program may take together. The provider retries some of its calls for
 * minutes; a program should not wait that long for a check.
 */
const DEFAULT_LOOKUP_TIMEOUT_SECONDS = 60;

/** `pulumi config set alicloud-privatelink:lookupTimeoutSeconds`, 60 by default. */
export function lookupTimeoutSeconds(): number {
    const config = new pulumi.Config("alicloud-privatelink");
    return config.getNumber("lookupTimeoutSeconds", { min: 1 }) ?? DEFAULT_LOOKUP_TIMEOUT_SECONDS;
}

function configured(): PreflightMode | undefined {
    return new pulumi.Config("alicloud-privatelink").get<PreflightMode>("preflight");
}
