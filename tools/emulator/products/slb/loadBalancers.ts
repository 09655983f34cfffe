import { ApiError, invalidParameter } from "../../apiError";
import type { Answer, Call } from "../../call";
import type { Cloud } from "../../cloud";
import { newRegionalIdentifier } from "../../identifiers";
import { refuse } from "../../invented";
import { integer, refuseParameters, text } from "../../parameters";
import { findRegion } from "../../regions";
import { readTags } from "../../tags";
import { allocateAddress, releaseAddresses } from "../vpc/addresses";
import type { VSwitch } from "../vpc/state";
import { illegal, TAG_REFUSALS } from "./errors";
import {
    checkLoadBalancerName,
    checkSubscription,
    ELASTIC_SPECIFICATION,
    readModificationProtection,
    readSpecification,
    readSwitch,
} from "./loadBalancerParameters";
import { ownedLoadBalancer } from "./lookups";
import { readResourceGroup } from "./resourceGroups";
import type { ClassicLoadBalancer } from "./state";

/** What is answered for a bandwidth that nothing limits. */
const UNLIMITED_BANDWIDTH = 5120;

export function createLoadBalancer(cloud: Cloud, call: Call): Answer {
    const vswitch = readVSwitch(cloud, call);
    const addressType = readAddressType(call, vswitch);
    const inside = addressType === "intranet" ? vswitch : undefined;
    checkIpVersion(call, addressType);
    const zones = readZones(call, inside);
    const charges = readCharges(call, addressType);
    const name = text(call, "LoadBalancerName");
    checkLoadBalancerName(name);
    const id = newRegionalIdentifier("lb-", call.regionId, 21);
    const settings = {
        name: name ?? "auto_named_slb",
        deleteProtection: readSwitch(call, "DeleteProtection") ?? false,
        modificationProtection: readModificationProtection(call),
        resourceGroupId: readResourceGroup(cloud, call),
        tags: readTags(call, TAG_REFUSALS),
    };
    const loadBalancer = cloud.slb.loadBalancers.add({
        id,
        accountId: call.account.accountId,
        regionId: call.regionId,
        addressType,
        vpcId: inside?.vpcId ?? "",
        vswitchId: inside?.id ?? "",
        ...zones,
        ...charges,
        ...settings,
        address: takeAddress(cloud, call, id, inside),
        status: "active",
        backendServers: [],
        listeners: [],
        createdAt: cloud.clock.now(),
    });
    return {
        LoadBalancerId: id,
        LoadBalancerName: loadBalancer.name,
        Address: loadBalancer.address,
        AddressIPVersion: "ipv4",
        NetworkType: networkType(loadBalancer),
        VpcId: loadBalancer.vpcId,
        VSwitchId: loadBalancer.vswitchId,
        ResourceGroupId: loadBalancer.resourceGroupId,
    };
}

/** Its listeners, vServer groups and tags go with it. */
export function deleteLoadBalancer(cloud: Cloud, call: Call): Answer {
    const loadBalancer = ownedLoadBalancer(cloud, call);
    if (loadBalancer.payType === "PrePay") {
        throw new ApiError(
            "InvalidChargeType",
            "The prepay loadBalancer does not support this action.",
        );
    }
    if (loadBalancer.deleteProtection) {
        throw new ApiError(
            "OperationDenied.DeleteProtectionIsOn",
            "The loadbalancer can not be deleted due to DeleteProtection is enabled.",
        );
    }
    const services = cloud.privatelink.services.all();
    const isServiceResource = services.some(({ resources }) =>
        resources.some(({ resourceId }) => resourceId === loadBalancer.id),
    );
    if (isServiceResource) {
        throw refuse(
            "slbLoadBalancerInUse",
            "The loadbalancer is a service resource of an endpoint service.",
        );
    }
    const vswitch = cloud.vpc.vswitches.get(loadBalancer.vswitchId);
    if (vswitch !== undefined) {
        releaseAddresses(vswitch, loadBalancer.id);
    }
    for (const group of cloud.slb.vServerGroups.all()) {
        if (group.loadBalancerId === loadBalancer.id) {
            cloud.slb.vServerGroups.remove(group.id);
        }
    }
    cloud.slb.loadBalancers.remove(loadBalancer.id);
    return {};
}

/** An internal CLB is in a VPC; an Internet-facing one is in none, whatever its backends are in. */
export function networkType({ addressType }: ClassicLoadBalancer): "vpc" | "classic" {
    return addressType === "intranet" ? "vpc" : "classic";
}

function readVSwitch(cloud: Cloud, call: Call): VSwitch | undefined {
    const vswitchId = text(call, "VSwitchId");
    const vpcId = text(call, "VpcId");
    if (vpcId !== undefined && cloud.vpc.vpcs.owned(call, vpcId) === undefined) {
        throw new ApiError("InvalidVpcId.NotExist", "The specified VPC not exist.");
    }
    if (vswitchId === undefined) {
        return undefined;
    }
    const vswitch = cloud.vpc.vswitches.owned(call, vswitchId);
    if (vswitch === undefined || (vpcId !== undefined && vpcId !== vswitch.vpcId)) {
        throw new ApiError("VSwitchNotExist", "The specified VSwitch does not exist.");
    }
    return vswitch;
}

/** Internet-facing unless a vSwitch is named (CreateLoadBalancer, VSwitchId). */
function readAddressType(call: Call, vswitch: VSwitch | undefined): "internet" | "intranet" {
    const addressType = text(call, "AddressType") ?? (vswitch ? "intranet" : "internet");
    if (addressType !== "internet" && addressType !== "intranet") {
        throw invalidParameter("AddressType", "Valid values: internet, intranet.");
    }
    if (addressType === "intranet" && vswitch === undefined) {
        throw new ApiError("MissingParam.VSwitchId", "The parameter VSwitchId is required.");
    }
    return addressType;
}

function checkIpVersion(call: Call, addressType: string): void {
    const ipVersion = text(call, "AddressIPVersion") ?? "ipv4";
    if (ipVersion === "ipv6" && addressType === "intranet") {
        throw new ApiError(
            "InvalidParameter.Mismatch",
            "AddressType and IpVersion is conflict, IPv6 does not support intranet instance.",
        );
    }
    refuseParameters(call, ["AddressIPVersion"], { AddressIPVersion: "ipv4" });
}

/** The primary zone is the vSwitch's unless it is named; any other zone of the region can be secondary. */
function readZones(
    call: Call,
    vswitch: VSwitch | undefined,
): { masterZoneId: string; slaveZoneId: string } {
    const zoneIds = findRegion(call.regionId)?.zoneIds ?? [];
    const masterZoneId = text(call, "MasterZoneId") ?? vswitch?.zoneId ?? zoneIds[0] ?? "";
    const position = zoneIds.indexOf(masterZoneId);
    const slaveZoneId = text(call, "SlaveZoneId") ?? zoneIds[(position + 1) % zoneIds.length] ?? "";
    if (position < 0 || !zoneIds.includes(slaveZoneId) || masterZoneId === slaveZoneId) {
        throw illegal("The site is not exist.");
    }
    return { masterZoneId, slaveZoneId };
}

function readCharges(
    call: Call,
    addressType: "internet" | "intranet",
): Pick<
    ClassicLoadBalancer,
    "payType" | "instanceChargeType" | "loadBalancerSpec" | "internetChargeType" | "bandwidth"
> {
    const payType = text(call, "PayType") ?? "PayOnDemand";
    if (payType !== "PayOnDemand" && payType !== "PrePay") {
        throw invalidParameter("PayType", "Valid values: PayOnDemand, PrePay.");
    }
    if (payType === "PrePay") {
        checkSubscription(call);
    }
    const instanceChargeType = text(call, "InstanceChargeType") ?? "PayBySpec";
    if (instanceChargeType !== "PayBySpec" && instanceChargeType !== "PayByCLCU") {
        throw new ApiError(
            "IllegalParam.InstanceChargeType",
            "The parameter InstanceChargeType is illegal.",
        );
    }
    const byUse = instanceChargeType === "PayByCLCU";
    const internetChargeType = text(call, "InternetChargeType") ?? "paybytraffic";
    if (internetChargeType !== "paybytraffic" && internetChargeType !== "paybybandwidth") {
        throw invalidParameter("InternetChargeType", "Valid values: paybytraffic, paybybandwidth.");
    }
    const byBandwidth = internetChargeType === "paybybandwidth" && addressType === "internet";
    if (byUse && byBandwidth) {
        throw new ApiError(
            "Instance.InternetChargeTypeNotAllowed",
            "Illegal parameter. The specified InternetChargeType not allowed.",
        );
    }
    const bandwidth = integer(call, "Bandwidth");
    if (bandwidth !== undefined && (bandwidth < 1 || bandwidth > UNLIMITED_BANDWIDTH)) {
        throw new ApiError("InvalidParameter.Bandwidth", "The param Bandwidth is invalid.");
    }
    return {
        payType,
        instanceChargeType,
        loadBalancerSpec: byUse ? ELASTIC_SPECIFICATION : readSpecification(call),
        internetChargeType: byBandwidth ? "paybybandwidth" : "paybytraffic",
        bandwidth: byBandwidth ? (bandwidth ?? 1) : UNLIMITED_BANDWIDTH,
    };
}

function takeAddress(cloud: Cloud, call: Call, id: string, vswitch: VSwitch | undefined): string {
    const requested = text(call, "Address");
    if (vswitch === undefined) {
        refuseParameters(call, ["Address"]);
        return publicAddress(cloud);
    }
    if (requested !== undefined && vswitch.addresses.has(requested)) {
        throw illegal("The vpc Ip is exist.");
    }
    try {
        return allocateAddress(vswitch, id, requested);
    } catch (error) {
        if (!(error instanceof ApiError)) {
            throw error;
        }
        throw requested === undefined
            ? new ApiError(
                  "VSwitchAvailableIpNotExist",
                  "The specified VSwitch has no availabe ip.",
              )
            : illegal("Illegal parameter. The IP address is not in subnet.");
    }
}

/** From the range for documentation (RFC 5737), so that it is nobody's. */
function publicAddress(cloud: Cloud): string {
    const taken = new Set(cloud.slb.loadBalancers.all().map(({ address }) => address));
    for (let host = 1; host < 255; host += 1) {
        if (!taken.has(`203.0.113.${host}`)) {
            return `203.0.113.${host}`;
        }
    }
    throw new ApiError("AssociateIpFail", "The instance associating ip is failed.");
}
