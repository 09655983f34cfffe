import { Collection, type Owned } from "../../collection";

export interface BackendServer {
    readonly serverId: string;
    readonly type: "ecs" | "eni";
    weight: number;
}

export interface ClassicLoadBalancer extends Owned {
    name: string;
    readonly addressType: "intranet" | "internet";
    readonly address: string;
    readonly vpcId: string;
    readonly vswitchId: string;
    /** The zone that carries the traffic; the only one that counts for PrivateLink. */
    readonly masterZoneId: string;
    readonly slaveZoneId: string;
    loadBalancerSpec: string;
    instanceChargeType: "PayBySpec" | "PayByCLCU";
    payType: "PayOnDemand" | "PrePay";
    status: "active" | "inactive" | "locked";
    deleteProtection: boolean;
    resourceGroupId: string;
    readonly backendServers: BackendServer[];
    readonly createdAt: Date;
    readonly tags: Map<string, string>;
}

export class SlbState {
    readonly loadBalancers = new Collection<ClassicLoadBalancer>("CLB");

    collections(): Collection<Owned>[] {
        return [this.loadBalancers];
    }
}
