import * as pulumi from "@pulumi/pulumi";

/** Whether the program runs under Pulumi's mocks, as in a unit test: there is neither an engine nor a cloud. */
export function isMocked(): boolean {
    const monitor = pulumi.runtime.getMonitor();
    // The class is not compared: a test may have another copy of the SDK than this package.
    return monitor !== undefined && Object.hasOwn(monitor, "mocks");
}
