import type * as pulumi from "@pulumi/pulumi";

import type { ChildChecks, ComponentChecks } from "../../preflight";
import * as rules from "../../preflight/rules";
import { withDependencies } from "../../shared/dependencies";

/** A listener of a component, and the checks that its resource waits for. */
export interface CheckedListener<Listener> {
    readonly listener: Listener;
    readonly checks: ChildChecks;
}

/** Checks the listeners of a component: all of them together, and each by itself. A new load balancer needs one. */
export function checkListeners<Listener extends object>(
    checks: ComponentChecks,
    args: {
        readonly listeners?: readonly Listener[];
        readonly loadBalancerId?: pulumi.Input<string>;
    },
    checkAll: (checks: ChildChecks, listeners: readonly Listener[]) => void,
    checkOne: (checks: ChildChecks, path: string, listener: Listener) => void,
): CheckedListener<Listener>[] {
    const all = checks.ofChild();
    const entries = all.entries("listeners", args.listeners);
    if (args.loadBalancerId === undefined && rules.isListOrLeftOut(args.listeners)) {
        all.plain("listeners", args.listeners ?? [], rules.listenersNotEmpty);
    }
    checkAll(
        all,
        entries.map(({ entry }) => entry),
    );
    return entries.map(({ path, entry: listener }) => {
        const own = checks.ofChild();
        checkOne(own, path, listener);
        return { listener, checks: own };
    });
}

/**
 * The id of a load balancer, for the endpoint service. At destruction this keeps listeners and servers until
 * no service publishes the load balancer: one that still has endpoints cannot be detached, and must keep
 * serving them.
 *
 * @param serving an output of each listener and server that repeats an input, so that it is known at
 *     preview: see shared/dependencies.ts
 */
export function idWhenServing(
    loadBalancerId: pulumi.Output<string>,
    serving: readonly pulumi.Output<unknown>[],
    checks: ChildChecks,
): pulumi.Output<string> {
    return withDependencies(loadBalancerId, [...serving, ...checks.passed]);
}
