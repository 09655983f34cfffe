import { z } from "zod";

const texts = z
    .union([z.string(), z.array(z.string()).min(1)])
    .transform((value) => [value].flat())
    .refine((patterns) => !patterns.some((pattern) => pattern.includes("?")), {
        message: "the emulator knows no wildcard but *",
    });

/** What the emulator evaluates. Whatever else a policy may have is refused, so that none is more lenient here than in the cloud. */
const statement = z
    .strictObject({
        Effect: z.enum(["Allow", "Deny"]),
        Action: texts.optional(),
        NotAction: texts.optional(),
        Resource: texts,
        Condition: z
            .strictObject({ StringEquals: z.strictObject({ "ram:ServiceName": texts }) })
            .optional(),
    })
    .refine(({ Action, NotAction }) => (Action === undefined) !== (NotAction === undefined), {
        message: "it must have either Action or NotAction",
    });

const policy = z.strictObject({ Version: z.literal("1"), Statement: z.array(statement).min(1) });

/** A policy of RAM: it allows what one of its statements allows and none denies. */
export type Policy = z.output<typeof policy>;
type Statement = Policy["Statement"][number];

/** One thing that a caller needs permission for. */
export interface Need {
    /** The name that RAM has for it: `privatelink:CreateVpcEndpoint`. */
    readonly action: string;
    /** An ARN. Undefined if the documents do not say to which resources the action can be limited. */
    readonly resource?: string;
    /** The service whose role is created, the condition key `ram:ServiceName`. */
    readonly serviceName?: string;
}

export type Decision = "Allowed" | "ImplicitDeny" | "ExplicitDeny";

/** A statement that is limited to resources, about an action of which the emulator does not know them. */
export class UndecidedError extends Error {}

/** Fails for a policy that is wrong, or that the emulator does not evaluate. */
export function parsePolicy(document: unknown): Policy {
    const parsed = policy.safeParse(document);
    if (!parsed.success) {
        throw new Error(
            `The emulator does not evaluate this policy.\n${z.prettifyError(parsed.error)}`,
        );
    }
    return parsed.data;
}

/** What policies say together: a statement that denies takes precedence over all that allow. */
export function decide(policies: readonly Policy[], need: Need): Decision {
    const effects = policies
        .flatMap(({ Statement }) => Statement)
        .filter((each) => isAbout(each, need))
        .map(({ Effect }) => Effect);
    if (effects.includes("Deny")) {
        return "ExplicitDeny";
    }
    return effects.includes("Allow") ? "Allowed" : "ImplicitDeny";
}

function isAbout({ Action, NotAction, Resource, Condition }: Statement, need: Need): boolean {
    const { action, resource, serviceName } = need;
    // The case of an action's name does not matter.
    const isNamed = (patterns: readonly string[]) =>
        patterns.some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase()));
    const isAction = Action === undefined ? !isNamed(NotAction ?? []) : isNamed(Action);
    const services = Condition?.StringEquals["ram:ServiceName"];
    if (!isAction || (services !== undefined && !services.includes(serviceName ?? ""))) {
        return false;
    }
    if (Resource.includes("*")) {
        return true;
    }
    if (resource === undefined) {
        throw new UndecidedError(
            `A statement about ${action} is limited to ${Resource.join(", ")}, but the emulator does not know which resources the action needs: give the statement the Resource "*".`,
        );
    }
    return Resource.some((pattern) => matches(pattern, resource));
}

/** `*` stands for any characters. */
function matches(pattern: string, text: string): boolean {
    const parts = pattern.split("*").map((part) => part.replaceAll(/[^\w]/g, "\\$&"));
    return new RegExp(`^${parts.join(".*")}$`).test(text);
}
