import type { Preflight } from "./preflight";
import type { LoadBalancer } from "./preflight/lookups";
import * as rules from "./preflight/rules";

/** Checks that there is a load balancer, and that it is one that PrivateLink takes. */
export function checkLoadBalancer(
    preflight: Preflight,
    propertyPath: string,
    asked: { readonly id: string; readonly type: string },
    found: LoadBalancer | null,
): void {
    const { id } = asked;
    preflight.holds(propertyPath, { ...asked, found: found !== null }, rules.loadBalancerFound);
    // Only of a CLB it is told how it is paid, and only a CLB has to face the intranet.
    if (found?.addressType !== undefined && found.paymentType !== undefined) {
        const { addressType, paymentType } = found;
        preflight.holds(propertyPath, { id, addressType }, rules.clbAddressType);
        preflight.holds(propertyPath, { id, paymentType }, rules.clbPaymentType);
    }
}
