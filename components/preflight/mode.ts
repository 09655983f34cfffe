import * as pulumi from "@pulumi/pulumi";

/** Whether rules that need an answer of the cloud's are checked. */
export const PreflightMode = {
    /** All rules. What has to be known is looked up, once each, when a program is previewed or run. */
    Online: "online",
    /** Only the rules that the arguments alone can break. */
    Offline: "offline",
} as const;
export type PreflightMode = (typeof PreflightMode)[keyof typeof PreflightMode];

/** What a component's `preflight` argument says, else `pulumi config set alicloud-privatelink:preflight`. */
export function preflightMode(given: PreflightMode | undefined): PreflightMode {
    return given ?? configured() ?? PreflightMode.Online;
}

function configured(): PreflightMode | undefined {
    return new pulumi.Config("alicloud-privatelink").get<PreflightMode>("preflight");
}
