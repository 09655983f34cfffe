import type { Answer, Call } from "../../call";
import type { Cloud } from "../../cloud";
import { stopIfDryRun } from "../../dryRun";
import { flagOf, group } from "../../fields";
import { newIdentifier } from "../../identifiers";
import { refuse } from "../../invented";
import { refuseParameters } from "../../parameters";
import { NLB_ROLE, serviceLinkedRole } from "../../ram/serviceLinkedRoles";
import { readTags } from "../../tags";
import { addManagedSecurityGroup, cleanUpManagedSecurityGroup } from "../ecs/managedSecurityGroups";
import { servedZones } from "../privatelink/lookups";
import { giveBackAddresses } from "../vpc/zoneAddresses";
import { refusal } from "./errors";
import { startJob } from "./jobs";
import { configurableLoadBalancer, listenersOf, ownedVpc } from "./lookups";
import { matching, NAME, oneOf, readResourceGroup, refuseDualStack } from "./parameters";
import type { DeletionProtection, NetworkLoadBalancer } from "./state";
import { TAG_REFUSALS } from "./tags";
import { readZones, takeAddresses } from "./zoneMappings";

const ADDRESS_TYPES = ["Internet", "Intranet"] as const;

export function createLoadBalancer(cloud: Cloud, call: Call): Answer {
    refuseParameters(call, ["BandwidthPackageId"]);
    const { parameters } = call;
    refuseDualStack(parameters.AddressIpVersion, "OperationFailed.vSwitchNotSupportIpv6");
    oneOf(parameters, "LoadBalancerType", ["network"], "network");
    checkBilling(call);
    const vpc = ownedVpc(cloud, call);
    const id = newIdentifier("nlb-", 18);
    const settings = {
        name: readName(call, ""),
        addressType: readAddressType(call),
        modificationProtection: readModificationProtection(call),
        deletionProtection: readDeletionProtection(cloud, call),
        resourceGroupId: readResourceGroup(cloud, call, "OperationFailed.NotExist.ResourceGroup"),
        tags: readTags(call, TAG_REFUSALS),
    };
    const zones = readZones(cloud, call, vpc);
    const role = serviceLinkedRole(cloud, call, NLB_ROLE);
    if (!role.isAvailable) {
        throw refusal("OperationDenied.ServiceLinkedRoleNotExist");
    }
    stopIfDryRun(call);
    role.create();
    const loadBalancer: NetworkLoadBalancer = cloud.nlb.loadBalancers.add({
        ...settings,
        id,
        accountId: call.account.accountId,
        regionId: vpc.regionId,
        vpcId: vpc.id,
        dnsName: `${id}.${vpc.regionId}.nlb.aliyuncsslb.com`,
        zones: takeAddresses(cloud, { id, ...settings }, zones),
        status: "Provisioning",
        // Only UpdateLoadBalancerAttribute has the switch.
        crossZoneEnabled: true,
        securityGroupIds: [],
        createdAt: cloud.clock.now(),
    });
    addManagedSecurityGroup(cloud, loadBalancer);
    startJob(cloud, call, "loadbalancer", loadBalancer, () => {
        loadBalancer.status = "Active";
    });
    // The API's own spelling.
    return { LoadbalancerId: id };
}

/** Its listeners go with it: none of the codes that the action documents is about them. */
export function deleteLoadBalancer(cloud: Cloud, call: Call): Answer {
    const loadBalancer = configurableLoadBalancer(cloud, call);
    if (loadBalancer.deletionProtection !== undefined) {
        throw refusal("OperationDenied.DeletionProtectionEnabled");
    }
    if (servedZones(cloud, loadBalancer.id).length > 0) {
        throw refuse(
            "nlbLoadBalancerInUse",
            `The NLB ${loadBalancer.id} is a service resource of an endpoint service.`,
        );
    }
    stopIfDryRun(call);
    loadBalancer.status = "Deleting";
    return startJob(cloud, call, "loadbalancer", loadBalancer, () => {
        giveBackAddresses(cloud, loadBalancer, loadBalancer.zones);
        listenersOf(cloud, loadBalancer).forEach(({ id }) => cloud.nlb.listeners.remove(id));
        cloud.nlb.loadBalancers.remove(loadBalancer.id);
        cleanUpManagedSecurityGroup(cloud, loadBalancer);
    });
}

export function readName(call: Call, present: string): string {
    const { parameters } = call;
    return matching(parameters, "LoadBalancerName", NAME, present, "IllegalParam.loadBalancerName");
}

export function readAddressType(call: Call): NetworkLoadBalancer["addressType"] {
    return oneOf(call.parameters, "AddressType", ADDRESS_TYPES, "Intranet");
}

function readDeletionProtection(cloud: Cloud, call: Call): DeletionProtection | undefined {
    const fields = group(call, "DeletionProtectionConfig");
    const code = "IllegalParam.deletionProtectionReason";
    const reason = matching(fields, "Reason", NAME, "", code);
    return flagOf(fields, "Enabled", false) ? { since: cloud.clock.now(), reason } : undefined;
}

/** Against changes in the console only, so that it keeps no call from anything. It needs no reason. */
function readModificationProtection(call: Call): NetworkLoadBalancer["modificationProtection"] {
    const fields = group(call, "ModificationProtectionConfig");
    const status = oneOf(fields, "Status", ["NonProtection", "ConsoleProtection"], "NonProtection");
    const code = "IllegalParam.modificationProtectionReason";
    const reason = matching(fields, "Reason", NAME, "", code);
    return { status, reason: status === "ConsoleProtection" ? reason : "" };
}

function checkBilling(call: Call): void {
    const { PayType } = group(call, "LoadBalancerBillingConfig");
    if (PayType !== undefined && PayType !== "PostPay") {
        throw refusal("OperationDenied.OnlyPostPaidSupported");
    }
}
