import { type NeedingCall, needsOf } from "../emulator";
import { SERVICE_LINKED_ROLES } from "../emulator/ram/serviceLinkedRoles";

/** A policy as RAM takes it. */
export interface PolicyDocument {
    readonly Version: "1";
    readonly Statement: readonly StatementDocument[];
}

export interface StatementDocument {
    readonly Effect: "Allow" | "Deny";
    readonly Action: readonly string[];
    readonly Resource: string | readonly string[];
    readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** A call, as far as it matters which account's resources it is about. */
export type CallOfAccount = Pick<NeedingCall, "product" | "action" | "accountId" | "parameters">;

/** Places in the policies for what differs from user to user. */
const REGION = "<region>";
const ACCOUNT = "<account>";

/** The policy that allows exactly these calls, on any resource of the account of the kinds that they are about. */
export function leastPolicy(calls: readonly CallOfAccount[]): PolicyDocument {
    const resources = new Map<string, Set<string>>();
    const needs = calls.flatMap((call) => needsOf({ ...call, regionId: REGION }));
    for (const { action, resource = "*" } of needs) {
        resources.set(action, (resources.get(action) ?? new Set()).add(anyOf(resource)));
    }
    return {
        Version: "1",
        Statement: [...byProductAndResources(resources), ...roleStatements(calls)],
    };
}

/** `acs:privatelink:<region>:<account>:vpcendpoint/*` of the ARN of one endpoint. */
function anyOf(arn: string): string {
    if (arn === "*") {
        return arn;
    }
    const [acs, product, region, , resource = ""] = arn.split(":");
    // Quotas are one product for all regions, and those of one product are a folder of its resources.
    const [place, kind] =
        product === "quotas" ? ["*", resource] : [region, resource.replace(/\/.*/, "/*")];
    return [acs, product, place, ACCOUNT, kind].join(":");
}

/** One statement for the actions of a product that are about the same resources. */
function byProductAndResources(
    resources: ReadonlyMap<string, ReadonlySet<string>>,
): StatementDocument[] {
    const statements = new Map<string, { Action: string[]; Resource: string[] }>();
    for (const action of [...resources.keys()].sort()) {
        const Resource = [...(resources.get(action) ?? [])].sort(byProduct(action));
        const key = `${action.split(":")[0]} ${Resource.join(" ")}`;
        const statement = statements.get(key) ?? { Action: [], Resource };
        statement.Action.push(action);
        statements.set(key, statement);
    }
    return [...statements.values()].map(({ Action, Resource }) => ({
        Effect: "Allow",
        Action,
        Resource: Resource.includes("*") ? "*" : Resource,
    }));
}

/** The action's own product first. */
function byProduct(action: string): (one: string, other: string) => number {
    const own = `acs:${action.split(":")[0]}:`;
    const rank = (arn: string) => (arn.startsWith(own) ? `0${arn}` : `1${arn}`);
    return (one, other) => (rank(one) < rank(other) ? -1 : 1);
}

/** The first resource of an account may have to create the role of its product. */
function roleStatements(calls: readonly CallOfAccount[]): StatementDocument[] {
    const services = SERVICE_LINKED_ROLES.filter((role) =>
        calls.some(({ product, action }) => role.product === product && role.action === action),
    ).map(({ serviceName }) => serviceName);
    return services.length === 0
        ? []
        : [
              {
                  Effect: "Allow",
                  Action: ["ram:CreateServiceLinkedRole"],
                  Resource: "*",
                  Condition: { StringEquals: { "ram:ServiceName": services } },
              },
          ];
}
