import * as pulumi from "@pulumi/pulumi";

const noProgram = {};

/**
 * Identifies the running program by its connection to the engine. A plugin that creates components for
 * programs in other languages has one connection per program.
 */
export function currentProgram(): object {
    return pulumi.runtime.getMonitor() ?? noProgram;
}

/**
 * True inside a Pulumi program, where later components are still checked after one fails. In the plugin
 * and in a test without a stack, a component throws its findings at once.
 */
export function isInProgram(): boolean {
    return pulumi.runtime.getStackResource() !== undefined;
}

/** The address of the engine that runs the program. Undefined under mocks. */
export function engineAddress(): string | undefined {
    const monitor = pulumi.runtime.getMonitor() as
        { readonly getChannel?: () => { readonly getTarget: () => string } } | undefined;
    return monitor?.getChannel?.().getTarget();
}
