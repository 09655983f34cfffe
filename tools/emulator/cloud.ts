import { Clock } from "./clock";
import type { Collection, Owned } from "./collection";
import { DataPlane } from "./dataplane";
import { Scripts } from "./instance/scripts";
import { AlbState } from "./products/alb/state";
import { EcsState } from "./products/ecs/state";
import { PrivateLinkState } from "./products/privatelink/state";
import { PrivateZoneState } from "./products/pvtz/state";
import { QuotaState } from "./products/quotas/state";
import { SlbState } from "./products/slb/state";
import { VpcState } from "./products/vpc/state";

export interface CloudOptions {
    /** How long a change of state takes, for instance from Creating to Active. */
    readonly transitionMilliseconds: number;
}

/** Everything the cloud holds, in memory. Products read each other's state here and change only their own. */
export class Cloud {
    readonly clock = new Clock();
    readonly vpc = new VpcState();
    readonly ecs = new EcsState();
    readonly slb = new SlbState();
    readonly alb = new AlbState();
    readonly privatelink = new PrivateLinkState();
    readonly pvtz = new PrivateZoneState();
    readonly quotas = new QuotaState();
    readonly dataPlane = new DataPlane(this);
    readonly scripts = new Scripts();

    constructor(readonly options: CloudOptions) {}

    /** Nothing happens any more: what runs on instances ends, and what was to come does not. */
    async stop(): Promise<void> {
        this.clock.stop();
        await this.scripts.stop();
    }

    /** Every resource that exists, of all accounts: what a test of "nothing is left" looks at. */
    inventory(): InventoryEntry[] {
        const collections: Collection<Owned>[] = [
            ...this.vpc.collections(),
            ...this.ecs.collections(),
            ...this.slb.collections(),
            ...this.alb.collections(),
            ...this.privatelink.collections(),
            ...this.pvtz.collections(),
        ];
        return collections.flatMap((collection) =>
            collection.all().map(({ id, accountId, regionId }) => ({
                kind: collection.kind,
                id,
                accountId,
                regionId,
            })),
        );
    }
}

export interface InventoryEntry extends Owned {
    readonly kind: string;
}
