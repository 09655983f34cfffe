import { getVpcEndpoints } from "@pulumi/alicloud/privatelink";
import * as pulumi from "@pulumi/pulumi";

import { PreflightError } from "./preflight";

/** The name of no endpoint: it begins with what a name must not begin with. */
const NO_ENDPOINT = "-";

const NOT_ACTIVATED =
    "PrivateLink has not been opened in this account (NeedOpenProduct). Open it once, in the console or " +
    'with the data source alicloud.privatelink.getService({ enable: "On" }). It cannot be undone.';

/**
 * A value, once it is certain that PrivateLink has been opened in the account. Any call of an account
 * that has not opened it is refused with NeedOpenProduct, at preview already; this one reads
 * (ListVpcEndpoints) and finds nothing.
 */
export function onceActivated<T>(
    component: string,
    value: pulumi.Input<T>,
    parent: pulumi.Resource,
): pulumi.Output<T> {
    const problem = getVpcEndpoints({ vpcEndpointName: NO_ENDPOINT }, { parent }).then(
        () => undefined,
        (error: Error) => error.message,
    );
    return pulumi.output(problem).apply((message) => {
        if (message?.includes("NeedOpenProduct") === true) {
            throw new PreflightError(component, [{ propertyPath: "", reason: NOT_ACTIVATED }]);
        }
        if (message !== undefined) {
            throw new Error(message);
        }
        return value;
    }) as pulumi.Output<T>;
}
