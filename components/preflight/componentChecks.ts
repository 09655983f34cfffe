import * as pulumi from "@pulumi/pulumi";

import { checkArgumentTypes } from "./argumentChecks";
import type { ArgumentTypes } from "./argumentTypes";
import { ChildChecks } from "./childChecks";
import { COMPONENT_ARGUMENTS } from "./componentArguments";
import { isInProgram } from "./currentProgram";
import { PreflightError } from "./findings";
import { currentBarrier, type ProgramBarrier } from "./programBarrier";
import { PreflightMode, preflightMode } from "./mode";
import { Report } from "./report";
import { allowedMode } from "./rules/values";

/**
 * The checks of one component. Values go from the arguments straight into the resources; a resource waits
 * for its checks through `dependsOn`. See
 * docs/decisions/0008-checks-beside-values.md.
 *
 * A component checks its arguments before it calls `super`, registers itself with `options`, and creates
 * its children in `outputs`.
 */
export class ComponentChecks {
    private readonly report: Report;
    private readonly mode: PreflightMode;
    /** Whether each deferred argument is valid by itself. */
    private readonly argumentsValid = new Map<unknown, Promise<boolean>>();
    private barrier: ProgramBarrier | undefined;

    /**
     * @param component class and name of the component, which a message starts with
     * @param types the types of its arguments, which are checked after its rules
     */
    constructor(
        readonly component: string,
        mode?: PreflightMode,
        private readonly types?: {
            readonly of: string;
            readonly args: unknown;
            readonly types: ArgumentTypes[string];
        },
    ) {
        this.report = new Report(component);
        this.mode = preflightMode(mode);
        this.report.checkPlain("preflight", this.mode, allowedMode);
    }

    /** The checks of a component, with those of the names and types of its arguments. */
    static of(
        component: keyof typeof COMPONENT_ARGUMENTS,
        name: string,
        args: { readonly preflight?: PreflightMode } | undefined,
    ): ComponentChecks {
        const types = COMPONENT_ARGUMENTS[component];
        const mode = args?.preflight;
        return new ComponentChecks(`${component} "${name}"`, mode, { of: component, args, types });
    }

    /** Starts a group of checks that one child resource waits for. */
    ofChild(): ChildChecks {
        return new ChildChecks(
            this.report,
            this.argumentsValid,
            this.mode === PreflightMode.Online,
        );
    }

    /**
     * The options to register the component with: it waits until all components of the program have been
     * checked, and its children wait for it. Outside a program, findings are thrown at once.
     */
    options(opts: pulumi.ComponentResourceOptions | undefined): pulumi.ComponentResourceOptions {
        const { passed } = this.join();
        const dependsOn = passed.then(() => opts?.dependsOn ?? []);
        return { ...opts, dependsOn: dependsOn as Promise<pulumi.Input<pulumi.Resource>[]> };
    }

    /**
     * Creates the children of a component whose arguments are valid, and returns its outputs. After a
     * finding it creates nothing, and the outputs wait for the barrier, which does not pass.
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

    /** A value for the program itself. Resolves after all components of the program have been checked. */
    whenAllChecked<T>(value: T): pulumi.Output<T> {
        return pulumi.output(this.join().passed.then(() => value)) as pulumi.Output<T>;
    }

    private join(): ProgramBarrier {
        if (this.types !== undefined) {
            const { of, args, types } = this.types;
            checkArgumentTypes(this.report, of, args, types);
        }
        if (this.report.findings.length > 0 && !isInProgram()) {
            throw new PreflightError(this.report.findings);
        }
        this.barrier = currentBarrier();
        this.barrier.include(this.report);
        return this.barrier;
    }
}
