import { invalidParameter } from "../../apiError";
import type { Answer, Call } from "../../call";
import type { Cloud } from "../../cloud";
import { stopIfDryRun } from "../../dryRun";
import { group, matching, NAME, oneOf } from "../../fields";
import { newIdentifier } from "../../identifiers";
import { refuse } from "../../invented";
import { flag, refuseParameters } from "../../parameters";
import { ALB_ROLE, serviceLinkedRole } from "../../ram/serviceLinkedRoles";
import { readTags } from "../../tags";
import { addManagedSecurityGroup, cleanUpManagedSecurityGroup } from "../ecs/managedSecurityGroups";
import { servedZones } from "../privatelink/lookups";
import { giveBackAddresses } from "../vpc/zoneAddresses";
import { refusal } from "./errors";
import { startJob } from "./jobs";
import { listenersOf, ownedLoadBalancer, ownedVpc } from "./lookups";
import { readResourceGroup } from "./parameters";
import type { ApplicationLoadBalancer, Edition } from "./state";
import { readZones, takeAddresses } from "./zoneMappings";

export const EDITIONS: readonly Edition[] = ["Basic", "Standard", "StandardWithWaf"];
const ADDRESS_TYPES = ["Internet", "Intranet"] as const;
/** What an account may have in a region unless it asks for more (Quotas and limits of ALB). */
const LOAD_BALANCERS_PER_REGION = 60;
const NO_PROTECTION = { status: "NonProtection", reason: "" };

export function createLoadBalancer(cloud: Cloud, call: Call): Answer {
    refuseParameters(call, ["AddressIpVersion", "SecurityGroupIds"], { AddressIpVersion: "IPv4" });
    const vpc = ownedVpc(cloud, call);
    const id = newIdentifier("alb-", 18);
    const settings = {
        name: matching(call.parameters, "LoadBalancerName", NAME, ""),
        edition: readEdition(call),
        addressType: readAddressType(call),
        // The modes differ no more since 2025-02-25; the ALB keeps the one it was created with.
        addressAllocatedMode: oneOf(
            call.parameters,
            "AddressAllocatedMode",
            ["Dynamic", "Fixed"] as const,
            "Dynamic",
        ),
        modificationProtection: readModificationProtection(call, NO_PROTECTION),
        resourceGroupId: readResourceGroup(cloud, call),
        tags: readTags(call),
    };
    checkBilling(call);
    const zones = readZones(cloud, call, vpc);
    const inRegion = cloud.alb.loadBalancers
        .allOwnedByHost(call)
        .filter(({ regionId }) => regionId === vpc.regionId).length;
    if (inRegion >= LOAD_BALANCERS_PER_REGION) {
        throw refusal(
            "QuotaExceeded.LoadBalancersNum",
            "LoadBalancersNum",
            inRegion,
            LOAD_BALANCERS_PER_REGION,
        );
    }
    const role = serviceLinkedRole(cloud, call, ALB_ROLE);
    if (!role.isAvailable) {
        throw refusal("OperationDenyed.ServiceLinkedRoleNotExist");
    }
    stopIfDryRun(call);
    role.create();
    const loadBalancer: ApplicationLoadBalancer = cloud.alb.loadBalancers.add({
        ...settings,
        id,
        accountId: call.account.accountId,
        regionId: vpc.regionId,
        vpcId: vpc.id,
        dnsName: `${id}.${vpc.regionId}.alb.aliyuncs.com`,
        zones: takeAddresses(cloud, { id, ...settings }, zones),
        status: "Provisioning",
        ...(flag(call, "DeletionProtectionEnabled") === true
            ? { deletionProtection: cloud.clock.now() }
            : {}),
        createdAt: cloud.clock.now(),
    });
    addManagedSecurityGroup(cloud, loadBalancer);
    startJob(cloud, call, "loadbalancer", loadBalancer, () => {
        loadBalancer.status = "Active";
    });
    return { LoadBalancerId: id };
}

/** Its listeners go with it: none of the codes that the action documents is about them. */
export function deleteLoadBalancer(cloud: Cloud, call: Call): Answer {
    refuseParameters(call, ["RetainResourceType"]);
    const loadBalancer = ownedLoadBalancer(cloud, call);
    if (loadBalancer.deletionProtection !== undefined) {
        throw refusal("OperationDenied.DeletionProtectionEnabled");
    }
    if (loadBalancer.status !== "Active") {
        throw refusal("IncorrectStatus.LoadBalancer", "loadbalancer", loadBalancer.id);
    }
    if (servedZones(cloud, loadBalancer.id).length > 0) {
        throw refuse(
            "albLoadBalancerInUse",
            `The ALB ${loadBalancer.id} is a service resource of an endpoint service.`,
        );
    }
    stopIfDryRun(call);
    loadBalancer.status = "Deleting";
    return startJob(cloud, call, "loadbalancer", loadBalancer, () => {
        giveBackAddresses(cloud, loadBalancer, loadBalancer.zones);
        listenersOf(cloud, loadBalancer).forEach(({ id }) => cloud.alb.listeners.remove(id));
        cloud.alb.loadBalancers.remove(loadBalancer.id);
        cleanUpManagedSecurityGroup(cloud, loadBalancer);
    });
}

export function readEdition(call: Call): Edition {
    return oneOf(call.parameters, "LoadBalancerEdition", EDITIONS, "Basic");
}

export function readAddressType(call: Call): ApplicationLoadBalancer["addressType"] {
    return oneOf(call.parameters, "AddressType", ADDRESS_TYPES, "Intranet");
}

/** Against changes in the console only, so that it keeps no call from anything. It needs no reason. */
export function readModificationProtection(
    call: Call,
    present: ApplicationLoadBalancer["modificationProtection"],
): ApplicationLoadBalancer["modificationProtection"] {
    const fields = group(call, "ModificationProtectionConfig");
    const states = ["NonProtection", "ConsoleProtection"];
    const status = oneOf(fields, "Status", states, present.status);
    const reason = matching(fields, "Reason", NAME, present.reason);
    return { status, reason: status === "ConsoleProtection" ? reason : "" };
}

function checkBilling(call: Call): void {
    const { PayType, BandwidthPackageId } = group(call, "LoadBalancerBillingConfig");
    if (PayType !== "PostPay") {
        throw invalidParameter("LoadBalancerBillingConfig.PayType", "Valid values: PostPay.");
    }
    if (BandwidthPackageId !== undefined) {
        throw refuse(
            "unsupportedParameter",
            "The emulator has no bandwidth packages for LoadBalancerBillingConfig.BandwidthPackageId.",
        );
    }
}
