import { type Inventory, partOf } from "./inventory";
import type { Endpoint, LoadBalancer, Part, Server, Vpc, Vswitch } from "./network";
import { text } from "./state";

/** Where parts of the network stand. Each vSwitch's VPC is among the VPCs. */
export interface Places {
    readonly vpcs: readonly Vpc[];
    readonly vswitches: readonly Vswitch[];
}

/** The VPCs and vSwitches of the stacks, and those others in which something of theirs stands. */
export function readPlaces(
    inventory: Inventory,
    residents: {
        readonly servers: readonly Server[];
        readonly endpoints: readonly Endpoint[];
        readonly loadBalancers: readonly LoadBalancer[];
    },
): Places {
    const vpcs = new Map<string, Vpc>();
    const vswitches = new Map<string, Vswitch>();
    for (const owned of inventory.ofType("alicloud:vpc/network:Network")) {
        const { id, outputs } = owned.resource;
        vpcs.set(id, { ...partOf(owned, "vpcName"), cidrBlock: text(outputs.cidrBlock) });
    }
    const seeVpc = (id: string, { account }: Part): void => {
        if (id !== "" && !vpcs.has(id)) {
            vpcs.set(id, { id, name: id, account, origin: "named", cidrBlock: "" });
        }
    };
    for (const owned of inventory.ofType("alicloud:vpc/switch:Switch")) {
        const { id, outputs } = owned.resource;
        const vswitch: Vswitch = {
            ...partOf(owned, "vswitchName"),
            cidrBlock: text(outputs.cidrBlock),
            vpcId: text(outputs.vpcId),
            zoneId: text(outputs.zoneId),
        };
        if (vswitch.vpcId !== "") {
            vswitches.set(id, vswitch);
            seeVpc(vswitch.vpcId, vswitch);
        }
    }
    const seeVswitch = (id: string, vpcId: string, zoneId: string, { account }: Part): void => {
        if (id !== "" && vpcId !== "" && !vswitches.has(id)) {
            vswitches.set(id, {
                id,
                name: id,
                account,
                origin: "named",
                cidrBlock: "",
                vpcId,
                zoneId,
            });
        }
    };
    for (const server of residents.servers) {
        seeVpc(server.vpcId, server);
        seeVswitch(server.vswitchId, server.vpcId, server.zoneId, server);
    }
    for (const endpoint of residents.endpoints) {
        seeVpc(endpoint.vpcId, endpoint);
        for (const { vswitchId, zoneId } of endpoint.interfaces) {
            seeVswitch(vswitchId, endpoint.vpcId, zoneId, endpoint);
        }
    }
    for (const loadBalancer of residents.loadBalancers) {
        seeVpc(loadBalancer.vpcId ?? "", loadBalancer);
    }
    return { vpcs: [...vpcs.values()], vswitches: [...vswitches.values()] };
}
