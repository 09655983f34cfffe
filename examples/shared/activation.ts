import { getService } from "@pulumi/alicloud/privatelink";

/**
 * Opens PrivateLink in the account. An account that was opened once stays open: this cannot be undone
 * (OpenPrivateLinkService), and so it is off unless asked for. A preview opens it too.
 */
export async function openPrivateLink(): Promise<void> {
    await getService({ enable: "On" });
}
