import type { Properties } from "./properties";

/** A value of another component of the program, which comes before. */
export class Reference {
    constructor(
        readonly variable: string,
        readonly output: string,
    ) {}
}

/** Arguments of a component: plain values, which may contain references. What is undefined is not written. */
export type Arguments = Properties;

/** The components of this package that programs are written with. */
export type ComponentClass = "EndpointConnection" | "EndpointService" | "InterfaceEndpoint";

export interface PlannedComponent {
    /** Name of its constant in the program, if anything refers to it. */
    readonly variable?: string;
    readonly component: ComponentClass;
    readonly name: string;
    readonly args: Arguments;
    /** What the program exports, by the component's output. */
    readonly exports?: readonly string[];
    /** What the component cannot express, in sentences. */
    readonly notes: readonly string[];
    /** Inputs of its children that the component has no argument for, or another value: they stay as they are. */
    readonly ignored?: readonly IgnoredInputs[];
}

export interface IgnoredInputs {
    /** Type and name of the child. */
    readonly type: string;
    readonly name: string;
    readonly inputs: readonly string[];
}

/** What is adopted: a program, and the ids of what it has in the cloud. */
export interface Plan {
    readonly regionId: string;
    readonly components: readonly PlannedComponent[];
    /** The id in the cloud of a child, by its type and its inputs as far as the preview of a new resource knows them. */
    readonly idOf: (type: string, inputs: Properties) => string | undefined;
    /** What there is and is left out of the program, in sentences. */
    readonly leftOut: readonly string[];
}
