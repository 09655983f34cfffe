/** Arguments of a component, as JSON. What is known only when the rows run is a place in `<...>`. */
export type Args = Readonly<Record<string, unknown>>;

/** A component beside the one that is changed, of the same program. */
export interface Part {
    readonly componentClass: string;
    readonly args: Args;
    /** Ends the part's name, where the row has several of the class. */
    readonly suffix?: string;
}

/**
 * What a change does. The operations are those of the engine, `update slb.Listener *-tcp-80`, where `*`
 * stands for the name of the row's components.
 */
export type Outcome =
    | { readonly kind: "nothing" }
    | { readonly kind: "in place"; readonly operations: readonly string[] }
    | {
          readonly kind: "replaced";
          readonly operations: readonly string[];
          /** Whether what serves is deleted before its replacement is made. */
          readonly interruption: boolean;
      }
    | {
          readonly kind: "refused";
          readonly property: string;
          /** What the finding says is in the way. */
          readonly because: RegExp;
          /** What the reader of the table does instead. */
          readonly instead: string;
      }
    /** What the emulator cannot show. */
    | { readonly kind: "not measured"; readonly because: string };

export type Change =
    "changed" | "entry added" | "entry removed" | "entry renamed" | "entries reordered";

/** A change of an input of a component, what it does, and what removing the input does. */
export interface Row {
    readonly componentClass: string;
    /** The input's path in the schema, for instance `listeners[].healthCheck.port`. */
    readonly input: string;
    readonly change: Change;
    /** What distinguishes the row from others of the same input and change. */
    readonly detail?: string;
    readonly before: Args;
    readonly after: Args;
    /** Without the input; absent where the input is required. */
    readonly without?: Args;
    readonly outcome: Outcome;
    /** What going back from `after` to `before` does, where it is not the reverse of the outcome. */
    readonly back?: Outcome;
    readonly removal?: Outcome;
    /** What setting the input again after its removal does, where it is not the reverse of the removal. */
    readonly setAgain?: Outcome;
    /** What else the row's program makes: what its component serves, or is served by. */
    readonly around?: readonly Part[];
    /** Zones in which a consumer of another program has an endpoint for the row's service, connected. */
    readonly consumerZones?: readonly string[];
    /** The ports at which a client is served through the endpoint; empty where there is none. */
    readonly serves?: {
        readonly before: readonly number[];
        readonly after: readonly number[];
        readonly without?: readonly number[];
    };
    /** For the reader of the table. */
    readonly note?: string;
}

export const nothing: Outcome = { kind: "nothing" };

export function inPlace(...operations: string[]): Outcome {
    return { kind: "in place", operations: operations.map(withVerb("update")) };
}

/** Replaced, and what is replaced serves nobody meanwhile. */
export function interrupted(...operations: string[]): Outcome {
    return {
        kind: "replaced",
        operations: operations.map(withVerb("replace")),
        interruption: true,
    };
}

/** Replaced, with the replacement in its place before it goes. */
export function replaced(...operations: string[]): Outcome {
    return {
        kind: "replaced",
        operations: operations.map(withVerb("replace")),
        interruption: false,
    };
}

export function refused(property: string, because: RegExp, instead: string): Outcome {
    return { kind: "refused", property, because, instead };
}

/** An input that cannot be removed, because it or an alternative is required. */
export function needed(property: string, because: RegExp): Outcome {
    return refused(property, because, "It, or an alternative to it, is required.");
}

const VERB = /^(create|update|replace|delete) /;

function withVerb(verb: string) {
    return (operation: string) => (VERB.test(operation) ? operation : `${verb} ${operation}`);
}

const REVERSED: Readonly<Record<string, string>> = { create: "delete", delete: "create" };

/** What going the other way does: what was made goes, and the other way around. */
export function reversed(outcome: Outcome): Outcome {
    return "operations" in outcome
        ? {
              ...outcome,
              operations: outcome.operations.map((operation) =>
                  operation.replace(VERB, (_whole, verb: string) => `${REVERSED[verb] ?? verb} `),
              ),
          }
        : outcome;
}

/** What a row is called, unique among all rows. */
export function titleOf({ componentClass, input, change, detail }: Row): string {
    const suffix = detail === undefined ? "" : ` (${detail})`;
    return `${componentClass}: ${input} ${change}${suffix}`;
}

/** The name of a row's components: it starts no other row's name. */
export function nameOf({ input, change, detail }: Row): string {
    return [input, change === "changed" ? "" : change, detail ?? ""]
        .join(" ")
        .replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
        .replaceAll(/[^a-z0-9]+/g, "-")
        .replaceAll(/^-|-$/g, "");
}

/** What a change does, in words. */
export function described(outcome: Outcome): string {
    switch (outcome.kind) {
        case "nothing":
            return "Nothing.";
        case "not measured":
            return `Not measured. ${outcome.because}`;
        case "refused":
            return `**Refused** at \`${outcome.property}\`. ${outcome.instead}`;
        case "in place":
            return `In place: ${listed(outcome.operations)}.`;
        case "replaced":
            return `**Replaced** ${outcome.interruption ? "with an interruption" : "without interruption"}: ${listed(outcome.operations)}.`;
    }
}

const VERBS: Readonly<Record<string, string>> = {
    create: "created",
    update: "updated",
    replace: "replaced",
    delete: "deleted",
};

/** `slb.Listener updated`, once for each type. */
function listed(operations: readonly string[]): string {
    const texts = operations.map((operation) => {
        const [verb = "", type = ""] = operation.split(" ");
        return `${type} ${VERBS[verb] ?? verb}`;
    });
    return [...new Set(texts)].join(", ");
}
