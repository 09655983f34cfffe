import { getService } from "@pulumi/alicloud/privatelink";
import type * as pulumi from "@pulumi/pulumi";

/**
 * Opens PrivateLink in the account where the config key `openPrivateLink` says so. An account that
 * was opened once stays open: this cannot be undone (OpenPrivateLinkService), and so it is off unless
 * asked for. A preview opens it too.
 */
export async function openPrivateLink(config: pulumi.Config): Promise<void> {
    if (config.getBoolean("openPrivateLink") === true) {
        await getService({ enable: "On" });
    }
}
