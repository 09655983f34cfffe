import { ApiError, invalidParameter } from "../../apiError";
import type { Call } from "../../call";
import { refuse } from "../../invented";
import { flag, integer, text } from "../../parameters";
import { illegal } from "./errors";

export const SPECIFICATIONS = [
    "slb.s1.small",
    "slb.s2.small",
    "slb.s2.medium",
    "slb.s3.small",
    "slb.s3.medium",
    "slb.s3.large",
];
const SHARED_SPECIFICATION = "slb.s0.share";
export const ELASTIC_SPECIFICATION = "slb.lcu.elastic";
/** Without one the CLB would be a shared one, which are not sold any more. */
export function readSpecification(call: Call): string {
    const specification = text(call, "LoadBalancerSpec");
    if (specification === undefined) {
        throw new ApiError(
            "MissingParam.LoadBalancerSpec",
            "The param LoadBalancerSpec is required.",
        );
    }
    if (specification === SHARED_SPECIFICATION && call.action === "CreateLoadBalancer") {
        throw new ApiError("ShareSlbHaltSales", "The share instance has been discontinued.");
    }
    if (!SPECIFICATIONS.includes(specification)) {
        throw invalidParameter("LoadBalancerSpec", `Valid values: ${SPECIFICATIONS.join(", ")}.`);
    }
    return specification;
}

/** An unpaid order would be no CLB yet. */
export function checkSubscription(call: Call): void {
    const cycle = text(call, "PricingCycle") ?? "month";
    const duration = integer(call, "Duration") ?? 1;
    if (cycle !== "month" && cycle !== "year") {
        throw invalidParameter("PricingCycle", "Valid values: month, year.");
    }
    if (duration < 1 || duration > (cycle === "month" ? 9 : 5)) {
        throw invalidParameter("Duration");
    }
    if (flag(call, "AutoPay") !== true) {
        throw refuse(
            "unsupportedParameter",
            `The emulator does not implement ${call.action} for a subscription without AutoPay.`,
        );
    }
}

/** `on` or `off`. */
export function readSwitch(call: Call, name: string): boolean | undefined {
    const value = text(call, name);
    if (value !== undefined && value !== "on" && value !== "off") {
        throw invalidParameter(name, "Valid values: on, off.");
    }
    return value === undefined ? undefined : value === "on";
}

/** 1 to 80 letters, digits and `._-`, a letter first (CreateLoadBalancer, LoadBalancerName). */
export function checkLoadBalancerName(name: string | undefined): void {
    if (name !== undefined && !/^\p{L}[\p{L}\p{N}._-]{0,79}$/u.test(name)) {
        throw illegal("The Lb Name is Not supported.");
    }
}

export function readModificationProtection(call: Call): { status: string; reason: string } {
    const status = text(call, "ModificationProtectionStatus") ?? "NonProtection";
    const reason = text(call, "ModificationProtectionReason") ?? "";
    if (status !== "NonProtection" && status !== "ConsoleProtection") {
        throw new ApiError(
            "InvalidParam.ModificationProtectionStatus",
            "The param ModificationProtectionStatus is invalid.",
        );
    }
    if (status === "NonProtection") {
        return { status, reason: "" };
    }
    if (reason !== "" && !/^\p{L}[\p{L}\p{N}._-]{0,79}$/u.test(reason)) {
        throw new ApiError(
            "InvalidParam.ModificationProtectionReason",
            "The param ModificationProtectionReason is invalid.",
        );
    }
    return { status, reason };
}
