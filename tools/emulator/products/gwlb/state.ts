import { Collection, type Owned } from "../../collection";

/** A zone of a GWLB: it has one network interface in the zone's vSwitch. */
export interface ZoneMapping {
    readonly zoneId: string;
    readonly vswitchId: string;
    readonly networkInterfaceId: string;
    readonly privateAddress: string;
}

export interface GatewayLoadBalancer extends Owned {
    readonly name: string;
    readonly vpcId: string;
    readonly zones: readonly ZoneMapping[];
    status: "Provisioning" | "Active" | "Deleting";
    readonly resourceGroupId: string;
    readonly createdAt: Date;
    readonly tags: Map<string, string>;
}

export class GwlbState {
    readonly loadBalancers = new Collection<GatewayLoadBalancer>("GWLB");

    collections(): Collection<Owned>[] {
        return [this.loadBalancers];
    }
}
