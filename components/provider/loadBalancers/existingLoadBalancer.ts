import type { Report } from "../../preflight";
import type { LoadBalancer } from "../../preflight/lookups/resources";
import * as rules from "../../preflight/rules";

/** Checks that there is a load balancer, and that it is one that PrivateLink takes. */
export function checkLoadBalancer(
    report: Pick<Report, "check">,
    propertyPath: string,
    wanted: { readonly id: string; readonly type: string },
    found: LoadBalancer | null,
): void {
    const { id } = wanted;
    report.check(propertyPath, { ...wanted, exists: found !== null }, rules.loadBalancerFound);
    // `paymentType` is only set for a CLB, and only a CLB must face the intranet.
    if (found?.addressType !== undefined && found.paymentType !== undefined) {
        const { addressType, paymentType } = found;
        report.check(propertyPath, { id, addressType }, rules.clbAddressType);
        report.check(propertyPath, { id, paymentType }, rules.clbPaymentType);
    }
}
