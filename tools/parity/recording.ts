/** What a run heard, without ids, times, addresses and account UIDs: can be kept and shown to others. */
export interface Recording {
    readonly format: 1;
    readonly region: string;
    readonly zone: string;
    readonly chapters: readonly RecordedChapter[];
}

export interface RecordedChapter {
    readonly title: string;
    readonly calls: readonly RecordedCall[];
}

export interface RecordedCall {
    readonly title: string;
    /** `privatelink:CreateVpcEndpoint`. */
    readonly call: string;
    /** Absent for the owner of the service. */
    readonly account?: "consumer";
    readonly parameters: unknown;
    /** Absent if the call was not made: see `notMade`. */
    readonly answer?: { readonly status: number; readonly body: unknown };
    /** Why the call was not made. */
    readonly notMade?: string;
    /** The states that the call read until the last one, in their order. */
    readonly states?: readonly RecordedState[];
    readonly milliseconds: number;
}

export interface RecordedState {
    readonly state: string;
    /** How long it lasted; of the last one, nothing. */
    readonly milliseconds?: number;
}

/** Whether a second account took part. */
export function hasConsumer({ chapters }: Recording): boolean {
    return chapters.some(({ calls }) => calls.some(({ account }) => account === "consumer"));
}

/** The code of a refusal. Undefined if the call was answered or not made. */
export function codeOf({ answer }: RecordedCall): string | undefined {
    const code = (answer?.body as { readonly Code?: unknown } | undefined)?.Code;
    return typeof code === "string" ? code : undefined;
}
