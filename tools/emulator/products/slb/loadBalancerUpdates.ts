import { ApiError, invalidParameter, notFound } from "../../apiError";
import type { Answer, Call } from "../../call";
import type { Cloud } from "../../cloud";
import { integer, requiredText, text } from "../../parameters";
import { refuse } from "../../invented";
import {
    checkLoadBalancerName,
    checkSubscription,
    ELASTIC_SPECIFICATION,
    readModificationProtection,
    readSpecification,
    readSwitch,
    SPECIFICATIONS,
} from "./loadBalancerParameters";
import { ownedLoadBalancer } from "./lookups";
import { readResourceGroup } from "./resourceGroups";
import type { ClassicLoadBalancer } from "./state";

export function setLoadBalancerName(cloud: Cloud, call: Call): Answer {
    const loadBalancer = ownedLoadBalancer(cloud, call);
    const name = requiredText(call, "LoadBalancerName");
    checkLoadBalancerName(name);
    loadBalancer.name = name;
    return {};
}

export function setLoadBalancerStatus(cloud: Cloud, call: Call): Answer {
    const loadBalancer = ownedLoadBalancer(cloud, call);
    const status = requiredText(call, "LoadBalancerStatus");
    if (status !== "active" && status !== "inactive") {
        throw invalidParameter("LoadBalancerStatus", "Valid values: active, inactive.");
    }
    loadBalancer.status = status;
    return {};
}

export function setLoadBalancerDeleteProtection(cloud: Cloud, call: Call): Answer {
    const loadBalancer = ownedLoadBalancer(cloud, call);
    loadBalancer.deleteProtection = readSwitch(call, "DeleteProtection") ?? false;
    return {};
}

/** The protection is against changes in the console only: the API goes on. */
export function setLoadBalancerModificationProtection(cloud: Cloud, call: Call): Answer {
    const loadBalancer = ownedLoadBalancer(cloud, call);
    loadBalancer.modificationProtection = readModificationProtection(call);
    return {};
}

export function modifyLoadBalancerInstanceSpec(cloud: Cloud, call: Call): Answer {
    const loadBalancer = ownedLoadBalancer(cloud, call);
    const specification = requiredText(call, "LoadBalancerSpec");
    refuseByUse(loadBalancer);
    if (!SPECIFICATIONS.includes(specification)) {
        throw new ApiError(
            "ModifySpecNotAllowed",
            "LoadBalancerSpec not allowed for this instance",
        );
    }
    loadBalancer.loadBalancerSpec = specification;
    return {};
}

export function modifyLoadBalancerInstanceChargeType(cloud: Cloud, call: Call): Answer {
    const loadBalancer = ownedLoadBalancer(cloud, call);
    const chargeType = requiredText(call, "InstanceChargeType");
    if (chargeType !== "PayBySpec" && chargeType !== "PayByCLCU") {
        throw new ApiError(
            "IllegalParam.InstanceChargeType",
            "The parameter InstanceChargeType is illegal.",
        );
    }
    if (chargeType === "PayByCLCU" && loadBalancer.internetChargeType === "paybybandwidth") {
        throw new ApiError(
            "Instance.InternetChargeTypeNotAllowed",
            "Illegal parameter. The specified InternetChargeType not allowed.",
        );
    }
    if (chargeType === "PayByCLCU") {
        loadBalancer.loadBalancerSpec = ELASTIC_SPECIFICATION;
    } else if (loadBalancer.instanceChargeType === "PayByCLCU") {
        loadBalancer.loadBalancerSpec = readSpecification(call);
    }
    loadBalancer.instanceChargeType = chargeType;
    return {};
}

/** Of Internet-facing ones only. */
export function modifyLoadBalancerInternetSpec(cloud: Cloud, call: Call): Answer {
    const loadBalancer = ownedLoadBalancer(cloud, call);
    const chargeType =
        text(call, "InternetChargeType")?.toLowerCase() ?? loadBalancer.internetChargeType;
    const bandwidth = integer(call, "Bandwidth");
    refuseByUse(loadBalancer);
    if (loadBalancer.addressType === "intranet") {
        throw new ApiError(
            "ActionNotAllowed",
            "The Intranet LB's InternetChargeType is not allowed change to paybybandwidth.",
        );
    }
    if (chargeType !== loadBalancer.internetChargeType) {
        throw refuse(
            "unsupportedParameter",
            "The emulator does not implement the change of InternetChargeType, which the cloud makes at midnight.",
        );
    }
    if (bandwidth !== undefined && (bandwidth < 1 || bandwidth > 5000)) {
        throw new ApiError("InvalidParameter.Bandwidth", "The param Bandwidth is invalid.");
    }
    if (loadBalancer.internetChargeType === "paybybandwidth") {
        loadBalancer.bandwidth = bandwidth ?? loadBalancer.bandwidth;
    }
    return {};
}

/** Only from pay-as-you-go to subscription. */
export function modifyLoadBalancerPayType(cloud: Cloud, call: Call): Answer {
    const loadBalancer = ownedLoadBalancer(cloud, call);
    if ((text(call, "PayType") ?? "PrePay") !== "PrePay") {
        throw invalidParameter("PayType", "Valid values: PrePay.");
    }
    if (loadBalancer.payType === "PrePay") {
        throw new ApiError(
            "InvalidChargeType",
            "The prepay loadBalancer does not support this action.",
        );
    }
    checkSubscription(call);
    loadBalancer.payType = "PrePay";
    return {};
}

export function moveResourceGroup(cloud: Cloud, call: Call): Answer {
    const resourceType = requiredText(call, "ResourceType").toLowerCase();
    const loadBalancer = cloud.slb.loadBalancers.owned(call, requiredText(call, "ResourceId"));
    if (resourceType !== "loadbalancer") {
        throw invalidParameter("ResourceType", "Valid values: loadbalancer.");
    }
    if (loadBalancer === undefined) {
        throw notFound(
            "InvalidLoadBalancerId.NotFound",
            "The specified LoadBalancerId does not exist.",
        );
    }
    loadBalancer.resourceGroupId = readResourceGroup(cloud, call, "NewResourceGroupId");
    return {};
}

function refuseByUse({ instanceChargeType }: ClassicLoadBalancer): void {
    if (instanceChargeType === "PayByCLCU") {
        throw new ApiError(
            "OperationDenied.PayByCLCU",
            "The operation is not allowed because the instanceChargeType of loadbalancer is PayByCLCU.",
        );
    }
}
