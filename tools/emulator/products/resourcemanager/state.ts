import { createHash } from "node:crypto";

import { newIdentifier } from "../../identifiers";

/** Of one account, in all regions. */
export interface ResourceGroup {
    readonly id: string;
    readonly accountId: string;
    /** Identifies it in the account. */
    readonly name: string;
    readonly displayName: string;
    readonly createdAt: Date;
    status: "Creating" | "OK" | "PendingDelete";
}

export interface NewResourceGroup {
    readonly accountId: string;
    readonly name: string;
    /** Drawn by default. */
    readonly id?: string;
    /** The name by default. */
    readonly displayName?: string;
    /** Now by default. */
    readonly createdAt?: Date;
    readonly status?: ResourceGroup["status"];
}

/** Every account has a default group, and those that were added. */
export class ResourceGroupState {
    private readonly added: ResourceGroup[] = [];

    add(group: NewResourceGroup): ResourceGroup {
        const made: ResourceGroup = {
            id: newIdentifier("rg-", 15),
            displayName: group.name,
            createdAt: new Date(),
            status: "OK",
            ...group,
        };
        this.added.push(made);
        return made;
    }

    remove(group: ResourceGroup): void {
        this.added.splice(this.added.indexOf(group), 1);
    }

    find(accountId: string, id: string): ResourceGroup | undefined {
        return this.allOf(accountId).find((group) => group.id === id);
    }

    /** The newest first, the default group last. */
    allOf(accountId: string): ResourceGroup[] {
        const own = this.added.filter((group) => group.accountId === accountId);
        return [...own.reverse(), defaultGroup(accountId)];
    }
}

export function defaultResourceGroupId(accountId: string): string {
    return `rg-acfm${createHash("sha256").update(accountId).digest("hex").slice(0, 11)}`;
}

function defaultGroup(accountId: string): ResourceGroup {
    return {
        id: defaultResourceGroupId(accountId),
        accountId,
        name: "default",
        displayName: "default resource group",
        createdAt: new Date("2020-01-01T00:00:00Z"),
        status: "OK",
    };
}
