import type { Args, Change, Outcome, Row } from "../row";

/** What a row says beside its values. */
export interface RowOptions {
    readonly change?: Change;
    readonly detail?: string;
    readonly isRequired?: boolean;
    readonly outcome: Outcome;
    readonly back?: Outcome;
    readonly removal?: Outcome;
    readonly setAgain?: Outcome;
    readonly around?: Row["around"];
    readonly consumerZones?: Row["consumerZones"];
    readonly serves?: Row["serves"];
    readonly note?: string;
}

/** Makes rows of one component. */
export interface RowBuilder {
    /** A row of the input at the path, whose arguments are made of one value. */
    of(
        input: string,
        argsOf: (value: unknown) => Args,
        before: unknown,
        after: unknown,
        options: RowOptions,
    ): Row;
}

export function rowsOf(componentClass: string, common: Partial<RowOptions> = {}): RowBuilder {
    return {
        of(input, argsOf, before, after, { isRequired = false, change = "changed", ...options }) {
            return {
                componentClass,
                input,
                change,
                before: argsOf(before),
                after: argsOf(after),
                ...(isRequired ? {} : { without: argsOf(undefined) }),
                ...common,
                ...options,
            };
        },
    };
}
