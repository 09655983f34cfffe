import * as pulumi from "@pulumi/pulumi";

import { ChildChecks } from "./childChecks";
import { PreflightError } from "./findings";
import { currentBarrier, type ProgramBarrier, isInProgram } from "./programBarrier";
import { PreflightMode, preflightMode } from "./mode";
import { Report } from "./report";
import { allowedMode } from "./rules/values";

/**
 * The checks of one component. They stand beside the values, which go from the arguments straight into
 * the resources; a resource waits for its checks through `dependsOn`. See
 * docs/decisions/0008-checks-beside-values.md.
 *
 * A component checks its arguments before it calls `super`, registers itself with `options`, and makes
 * its children in `outputs`.
 */
export class ComponentChecks {
    private readonly report: Report;
    private readonly mode: PreflightMode;
    /** Whether deferred arguments keep the rules of their own, by the argument as it was given. */
    private readonly argumentsHold = new Map<unknown, Promise<boolean>>();
    private barrier: ProgramBarrier | undefined;

    /** @param component class and name of the component, as a message starts with it */
    constructor(
        readonly component: string,
        mode?: PreflightMode,
    ) {
        this.report = new Report(component);
        this.mode = preflightMode(mode);
        this.report.checkPlain("preflight", this.mode, allowedMode);
    }

    /** A group of checks that one child resource waits for. */
    ofChild(): ChildChecks {
        return new ChildChecks(this.report, this.argumentsHold, this.mode === PreflightMode.Online);
    }

    /**
     * The options to register the component with: it waits until all components of the program have been
     * checked, and its children wait for it. Without a program around it, findings are thrown at once.
     */
    options(opts: pulumi.ComponentResourceOptions | undefined): pulumi.ComponentResourceOptions {
        const { passed: opened } = this.join();
        const dependsOn = opened.then(() => opts?.dependsOn ?? []);
        return { ...opts, dependsOn: dependsOn as Promise<pulumi.Input<pulumi.Resource>[]> };
    }

    /**
     * Makes the children of a component whose arguments hold, and returns its outputs. After a finding
     * nothing is made, and the outputs fail with the error that the program ends with.
     */
    outputs<Outputs extends Record<string, pulumi.Output<unknown>>>(
        names: readonly (keyof Outputs)[],
        create: () => Outputs,
    ): Outputs {
        if (this.report.findings.length === 0) {
            return create();
        }
        const refused = pulumi.output(this.barrier?.passed);
        return Object.fromEntries(names.map((name) => [name, refused])) as Outputs;
    }

    /** A value for the program itself, once all components of the program have been checked. */
    whenAllChecked<T>(value: T): pulumi.Output<T> {
        return pulumi.output(this.join().passed.then(() => value)) as pulumi.Output<T>;
    }

    private join(): ProgramBarrier {
        if (this.report.findings.length > 0 && !isInProgram()) {
            throw new PreflightError(this.report.findings);
        }
        this.barrier = currentBarrier();
        this.barrier.include(this.report);
        return this.barrier;
    }
}
