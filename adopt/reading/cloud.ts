import { getCallerIdentity } from "@pulumi/alicloud";
import { region } from "@pulumi/alicloud/config/vars";

import { AdoptionError } from "../adoptionError";

/** Where things are looked up, for sentences about what is not there. */
export interface Place {
    readonly regionId: string;
    readonly accountId: string;
}

/** Where the running program looks things up. */
export async function currentPlace(): Promise<Place> {
    if (region === undefined || region === "") {
        throw new AdoptionError(
            "alicloud:region: is not set. Set ALICLOUD_REGION, or give --config alicloud:region=<region>.",
        );
    }
    const { accountId } = await getCallerIdentity();
    return { regionId: region, accountId };
}

export function notThere(what: string, id: string, { regionId, accountId }: Place): AdoptionError {
    return new AdoptionError(
        `Account ${accountId} has no ${what} ${id} in ${regionId}. ` +
            "Check the id, the region (ALICLOUD_REGION) and whose access key is used.",
    );
}

/** The tags that the account set. Those of the cloud and of its services come and go with them. */
export function ownTags(
    tags: Readonly<Record<string, string>> | undefined,
): Record<string, string> | undefined {
    const own = Object.entries(tags ?? {}).filter(([key]) => !/^(aliyun|acs:)/i.test(key));
    return own.length === 0 ? undefined : Object.fromEntries(own);
}

/** A value, or nothing where it is the default. */
export function unless<T>(value: T, usual: T): T | undefined {
    return value === usual ? undefined : value;
}

/** A text, or nothing where there is none. */
export function given(value: string | undefined): string | undefined {
    return value === "" ? undefined : value;
}
