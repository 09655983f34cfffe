import { invalidParameter } from "../../apiError";
import type { Answer, Call } from "../../call";
import type { Cloud } from "../../cloud";
import { stopIfDryRun } from "../../dryRun";
import { matching, NAME } from "../../fields";
import { newIdentifier } from "../../identifiers";
import { refuse } from "../../invented";
import { text } from "../../parameters";
import { resourceGroupOf } from "../../resourceGroups";
import { readTags } from "../../tags";
import { servedZones } from "../privatelink/lookups";
import { refusal } from "./errors";
import { ownedLoadBalancer, ownedVpc } from "./lookups";
import type { GatewayLoadBalancer } from "./state";
import { placeInterfaces, readZones, removeInterfaces } from "./zoneMappings";

/** Asynchronous without a job: the caller asks for the GWLB until it is Active. */
export function createLoadBalancer(cloud: Cloud, call: Call): Answer {
    if ((text(call, "AddressIpVersion") ?? "Ipv4").toLowerCase() !== "ipv4") {
        throw invalidParameter("AddressIpVersion", "Valid values: Ipv4.");
    }
    const vpc = ownedVpc(cloud, call);
    const settings = {
        name: matching(call.parameters, "LoadBalancerName", NAME, ""),
        resourceGroupId: resourceGroupOf(cloud, call),
        tags: readTags(call),
    };
    const vswitches = readZones(cloud, call, vpc.id);
    stopIfDryRun(call);
    const loadBalancer: GatewayLoadBalancer = cloud.gwlb.loadBalancers.add({
        ...settings,
        id: newIdentifier("gwlb-", 18),
        accountId: call.account.accountId,
        regionId: vpc.regionId,
        vpcId: vpc.id,
        zones: placeInterfaces(cloud, vswitches),
        status: "Provisioning",
        createdAt: cloud.clock.now(),
    });
    cloud.clock.after(cloud.options.transitionMilliseconds, () => {
        loadBalancer.status = "Active";
    });
    return { LoadBalancerId: loadBalancer.id };
}

export function deleteLoadBalancer(cloud: Cloud, call: Call): Answer {
    const loadBalancer = ownedLoadBalancer(cloud, call);
    if (loadBalancer.status !== "Active") {
        throw refusal("IncorrectStatus.LoadBalancer");
    }
    if (servedZones(cloud, loadBalancer.id).length > 0) {
        throw refuse(
            "gwlbLoadBalancerInUse",
            `The GWLB ${loadBalancer.id} is a service resource of an endpoint service.`,
        );
    }
    stopIfDryRun(call);
    loadBalancer.status = "Deleting";
    cloud.clock.after(cloud.options.transitionMilliseconds, () => {
        removeInterfaces(cloud, loadBalancer.zones);
        cloud.gwlb.loadBalancers.remove(loadBalancer.id);
    });
    return {};
}
