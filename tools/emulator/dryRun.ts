import { ApiError } from "./apiError";
import type { Call } from "./call";

/** PrivateLink has a sentence of its own. */
const MESSAGES: Readonly<Record<string, string>> = {
    privatelink: "The specified operation is a dry run operation.",
};

/**
 * Ends a call with `DryRun`. To be called after an action's last check and before its first change; actions
 * that only read have the parameter as well, and then answer nothing but this.
 */
export function stopIfDryRun({ product, parameters: { DryRun } }: Call): void {
    // ALB's UpdateLoadBalancerAddressTypeConfig has it as a text.
    if (DryRun === true || DryRun === "true") {
        throw new ApiError(
            "DryRunOperation",
            MESSAGES[product] ?? "Request validation has been passed with DryRun flag set.",
        );
    }
}
