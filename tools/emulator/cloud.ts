import { Clock } from "./clock";
import type { Collection, Owned } from "./collection";
import { AlbState } from "./products/alb/state";
import { EcsState } from "./products/ecs/state";
import { GwlbState } from "./products/gwlb/state";
import { NlbState } from "./products/nlb/state";
import { PrivateLinkState } from "./products/privatelink/state";
import { PrivateZoneState } from "./products/pvtz/state";
import { QuotaState } from "./products/quotas/state";
import { ResourceGroupState } from "./products/resourcemanager/state";
import { SlbState } from "./products/slb/state";
import { VpcState } from "./products/vpc/state";
import { RamState } from "./ram/state";
import { ServerCertificates } from "./serverCertificates";

export interface CloudOptions {
    /** How long a change of state takes, for instance from Creating to Active. */
    readonly transitionMilliseconds: number;
    /** How long after a load balancer its managed security group is still there. */
    readonly cleanupMilliseconds: number;
    /** Whether an endpoint service can be deleted while load balancers are attached. */
    readonly deletesServicesWithResources: boolean;
    /** Whether an endpoint service can be deleted while endpoints are left that are not connected. */
    readonly deletesServicesWithDisconnectedEndpoints: boolean;
    /** Whether a VPC can have no second endpoint of the same service. */
    readonly oneEndpointForServiceAndVpc: boolean;
}

/**
 * Everything the cloud holds, in memory, and nothing that acts on it. Products read each other's state here
 * and change only their own.
 */
export class Cloud {
    readonly clock = new Clock();
    readonly ram = new RamState();
    readonly vpc = new VpcState();
    readonly ecs = new EcsState();
    readonly slb = new SlbState();
    readonly alb = new AlbState();
    readonly nlb = new NlbState();
    readonly gwlb = new GwlbState();
    readonly privatelink = new PrivateLinkState();
    readonly pvtz = new PrivateZoneState();
    readonly quotas = new QuotaState();
    readonly resourceGroups = new ResourceGroupState();
    readonly serverCertificates = new ServerCertificates();

    constructor(readonly options: CloudOptions) {}

    collections(): Collection<Owned>[] {
        return [
            ...this.vpc.collections(),
            ...this.ecs.collections(),
            ...this.slb.collections(),
            ...this.alb.collections(),
            ...this.nlb.collections(),
            ...this.gwlb.collections(),
            ...this.privatelink.collections(),
            ...this.pvtz.collections(),
        ];
    }

    /** Every resource that exists, of all accounts: what a test of "nothing is left" looks at. */
    inventory(): InventoryEntry[] {
        return this.collections().flatMap((collection) =>
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
