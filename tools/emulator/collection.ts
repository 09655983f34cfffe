import type { Call } from "./call";
import { regionOfHost } from "./regions";

/** What every resource of the cloud has: an id, an owner and a region. */
export interface Owned {
    readonly id: string;
    readonly accountId: string;
    readonly regionId: string;
}

/** The resources of one kind. Whatever a caller names is looked up in the caller's account and region only. */
export class Collection<T extends Owned> {
    private members = new Map<string, T>();

    constructor(readonly kind: string) {}

    add(member: T): T {
        this.members.set(member.id, member);
        return member;
    }

    remove(id: string): void {
        this.members.delete(id);
    }

    /** The member that the caller owns in the region it calls; undefined for anyone else's. */
    owned(call: Call, id: string): T | undefined {
        const member = this.members.get(id);
        return member?.accountId === call.account.accountId && member.regionId === call.regionId
            ? member
            : undefined;
    }

    /** All that the caller owns in the region it calls, the newest first: in this order lists are answered. */
    allOwned(call: Call): T[] {
        return this.newestFirst().filter(
            (member) =>
                member.accountId === call.account.accountId && member.regionId === call.regionId,
        );
    }

    /**
     * The same for products whose calls carry no RegionId (ALB). In the cloud the host name says the region. A
     * client that was pointed at another address leaves it open, and the account alone decides: ids are unique
     * across regions.
     */
    ownedByHost(call: Call, id: string): T | undefined {
        const member = this.members.get(id);
        return member !== undefined && isInReach(call, member) ? member : undefined;
    }

    allOwnedByHost(call: Call): T[] {
        return this.newestFirst().filter((member) => isInReach(call, member));
    }

    /** For products that are one for all regions (PrivateZone). */
    ownedGlobally(call: Call, id: string): T | undefined {
        const member = this.members.get(id);
        return member?.accountId === call.account.accountId ? member : undefined;
    }

    allOwnedGlobally(call: Call): T[] {
        return this.newestFirst().filter(({ accountId }) => accountId === call.account.accountId);
    }

    /** For relations between resources inside the cloud, never for an id that came from a caller. */
    get(id: string): T | undefined {
        return this.members.get(id);
    }

    byId(): Map<string, T> {
        return this.members;
    }

    /** Other members in place of these: what there was at another time. */
    hold(members: Map<string, T>): void {
        this.members = members;
    }

    /** In the order of creation. */
    all(): T[] {
        return [...this.members.values()];
    }

    newestFirst(): T[] {
        return this.all().reverse();
    }
}

function isInReach(call: Call, { accountId, regionId }: Owned): boolean {
    return (
        accountId === call.account.accountId && regionId === (regionOfHost(call.host) ?? regionId)
    );
}
