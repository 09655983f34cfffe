import type { Report } from "../../preflight";
import type { LoadBalancer } from "../../preflight/lookups/resources";
import * as rules from "../../preflight/rules";

/** Checks that there is a load balancer, and that it is one that PrivateLink takes. */
export function checkLoadBalancer(
    report: Pick<Report, "check">,
    propertyPath: string,
    asked: { readonly id: string; readonly type: string },
    found: LoadBalancer | null,
): void {
    const { id } = asked;
    report.check(propertyPath, { ...asked, exists: found !== null }, rules.loadBalancerFound);
    // Only of a CLB it is told how it is paid, and only a CLB has to face the intranet.
    if (found?.addressType !== undefined && found.paymentType !== undefined) {
        const { addressType, paymentType } = found;
        report.check(propertyPath, { id, addressType }, rules.clbAddressType);
        report.check(propertyPath, { id, paymentType }, rules.clbPaymentType);
    }
}
