import { contractAccount } from "./contracts";
import type { Account } from "./network";
import type { StackState, StateResource } from "./state";

/**
 * Finds the account that owns a resource. State does not say it; the contracts do: the account of an offer or a
 * request is that of the credentials that made the component and its children.
 */
export class AccountBook {
    private readonly entries = new Map<string, { accountId?: string; stacks: Set<string> }>();
    private readonly known: ReadonlyMap<StackState, ReadonlyMap<string, string>>;

    constructor(stacks: readonly StackState[]) {
        this.known = new Map(stacks.map((stack) => [stack, accountsByProvider(stack)]));
    }

    /** Key of the account that a stack's resource belongs to. */
    keyOf(stack: StackState, { provider }: StateResource): string {
        const known = this.known.get(stack) ?? new Map<string, string>();
        const distinct = new Set(known.values());
        const accountId =
            known.get(provider ?? "") ?? (distinct.size === 1 ? [...distinct][0] : undefined);
        const name = `${stack.project}/${stack.stack}`;
        return this.enter(accountId ?? `the account of ${name}`, accountId, name);
    }

    /** Key of an account of which there is a UID at most, and no stack. */
    keyOfOther(accountId: string | undefined): string {
        return this.enter(accountId ?? "another account", accountId);
    }

    accounts(): Account[] {
        return [...this.entries].map(([key, { accountId, stacks }]) => ({
            key,
            accountId,
            stacks: [...stacks].sort(),
        }));
    }

    private enter(key: string, accountId?: string, stack?: string): string {
        const entry = this.entries.get(key) ?? { accountId, stacks: new Set<string>() };
        this.entries.set(key, entry);
        if (stack !== undefined) {
            entry.stacks.add(stack);
        }
        return key;
    }
}

/** The account behind each of a stack's provider resources, as far as a contract says it. */
function accountsByProvider({ resources }: StackState): Map<string, string> {
    const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    const known = new Map<string, string>();
    for (const resource of resources) {
        const { provider } = resource;
        let above: StateResource | undefined = resource;
        while (provider !== undefined && above !== undefined) {
            const accountId = contractAccount(above.outputs);
            if (accountId !== undefined && above.type !== "pulumi:pulumi:StackReference") {
                known.set(provider, accountId);
                break;
            }
            above = byUrn.get(above.parent ?? "");
        }
    }
    return known;
}
