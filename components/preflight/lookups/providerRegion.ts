import { region } from "@pulumi/alicloud/config/vars";
import type { Provider } from "@pulumi/alicloud/provider";
import type * as pulumi from "@pulumi/pulumi";

/** Region of a component's resources: its provider's. Undefined if it is not configured. */
export function regionOf(scope: pulumi.Resource): pulumi.Input<string> | undefined {
    const provider = scope.getProvider("alicloud:index:any") as Provider | undefined;
    return provider === undefined ? region : (provider.region as pulumi.Input<string>);
}
