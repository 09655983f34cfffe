import { AccountBook } from "./accountBook";
import { type Contracts, readContracts } from "./contracts";
import type { Part } from "./network";
import { type Properties, type StackState, type StateResource, text } from "./state";

/** A resource, and whose it is. */
export interface OwnedResource {
    readonly resource: StateResource;
    readonly account: string;
}

/** What several stacks hold together. */
export class Inventory {
    readonly contracts: Contracts;
    readonly accountBook: AccountBook;

    constructor(private readonly stacks: readonly StackState[]) {
        this.contracts = readContracts(stacks);
        this.accountBook = new AccountBook(stacks);
    }

    /** The resources of a type, without duplicates, whichever stacks hold or read them. */
    ofType(type: string): OwnedResource[] {
        const found = new Map<string, OwnedResource>();
        for (const stack of this.stacks) {
            for (const resource of stack.resources) {
                const known = found.get(resource.id);
                // Who makes a resource knows more of it than who reads it.
                const better = known?.resource.external === true && !resource.external;
                if (resource.type === type && resource.id !== "" && (!known || better)) {
                    const account = this.accountBook.keyOf(stack, resource);
                    found.set(resource.id, { resource, account });
                }
            }
        }
        return [...found.values()];
    }

    /** The outputs of the resources of a type in which a property has a value. */
    where(type: string, property: string, value: string): Properties[] {
        return this.ofType(type)
            .map(({ resource: { id, outputs } }) => ({ ...outputs, id }))
            .filter((outputs: Properties) => outputs[property] === value);
    }
}

/** What every part has in common; it is called by the value of a property, else as in the program. */
export function partOf({ resource, account }: OwnedResource, nameProperty: string): Part {
    return {
        id: resource.id,
        account,
        name: text(resource.outputs[nameProperty]) || resource.name,
        origin: resource.external ? "read" : "made",
    };
}
