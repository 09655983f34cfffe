import type { Stack } from "@pulumi/pulumi/automation";

import type { StackState } from "../../diagram";
import type { TimedStep } from "../runTimes";
import type { Row } from "../scenarios";

/** What happened to a stack, and how long it took. */
export interface Step {
    readonly stack: Stack;
    readonly title: string;
    /** For instance "up" or "up again". */
    readonly operation: string;
    /** What it did, for instance "12 created". */
    readonly outcome: string;
    readonly seconds: number;
}

/** A stack at a moment of the run. */
export interface SeenStack {
    readonly stack: Stack;
    readonly title: string;
    readonly accountId: string;
    readonly state: StackState;
}

/** An endpoint of a service, as the command `alicloud-privatelink-connections --json` has it. */
export interface ServedEndpoint {
    readonly endpointId: string;
    readonly accountId: string;
    readonly vpcId: string;
    readonly regionId: string;
    readonly zones: readonly { readonly zoneId: string; readonly loadBalancerId: string }[];
    readonly status: string;
    readonly modifiedAt: string;
    readonly bandwidth: number;
}

/** A service of the stacks, and the endpoints that it has, of whatever account. */
export interface SeenService {
    readonly serviceId: string;
    readonly endpoints: readonly ServedEndpoint[];
}

/** All stacks that were up at a moment of the run. */
export interface View {
    readonly title: string;
    readonly stacks: readonly SeenStack[];
    readonly services: readonly SeenService[];
}

/** What a scenario's report is written from. */
export class ScenarioRecord {
    readonly steps: Step[] = [];
    readonly views: View[] = [];
    /** Rows of the table that the run itself closes with. */
    summary: readonly Row[] = [];

    constructor(readonly title: string) {}

    /** What was done to the stacks, and how long it took. */
    times(): TimedStep[] {
        return this.steps.map(({ title, operation, seconds }) => ({
            title,
            operation,
            seconds: Math.round(seconds * 10) / 10,
        }));
    }
}
