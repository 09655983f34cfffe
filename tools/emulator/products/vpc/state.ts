import { Collection, type Owned } from "../../collection";

export interface Vpc extends Owned {
    cidrBlock: string;
    name: string;
    description: string;
    status: "Pending" | "Available";
    resourceGroupId: string;
    dnsHostnameEnabled: boolean;
    readonly userCidrs: readonly string[];
    readonly secondaryCidrBlocks: string[];
    readonly routerId: string;
    readonly routeTable: RouteTable;
    readonly createdAt: Date;
    readonly tags: Map<string, string>;
}

/** The system route table that comes with a VPC. */
export interface RouteTable {
    readonly id: string;
    name: string;
    description: string;
    routePropagationEnabled: boolean;
}

export interface VSwitch extends Owned {
    readonly vpcId: string;
    readonly zoneId: string;
    readonly cidrBlock: string;
    name: string;
    description: string;
    status: "Pending" | "Available";
    readonly createdAt: Date;
    readonly tags: Map<string, string>;
    /** The private addresses in use, each with the id of the resource that holds it. */
    readonly addresses: Map<string, string>;
}

export class VpcState {
    readonly vpcs = new Collection<Vpc>("VPC");
    readonly vswitches = new Collection<VSwitch>("vSwitch");

    collections(): Collection<Owned>[] {
        return [this.vpcs, this.vswitches];
    }
}
