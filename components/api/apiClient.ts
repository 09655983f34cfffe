import { keySource, type KeySource, profileOf } from "./keySource";
import { type ProviderSettings, variable } from "./providerSettings";
import { type Product, signedCall } from "./signedCall";

/** Makes calls that the provider has no resource or data source for, with the provider's own credentials. */
export interface ApiClient {
    readonly region: string;
    call(
        product: Product,
        action: string,
        parameters: Readonly<Record<string, string>>,
    ): Promise<unknown>;
}

/** The provider is not configured with all that a call needs. */
export class MissingSettingError extends Error {
    constructor(readonly missing: "access key" | "region") {
        super(
            `alicloud:${missing === "region" ? "region" : "accessKey"}: there is no ${missing} for the calls that the package makes itself. ` +
                "Configure the provider: set alicloud:region, and alicloud:accessKey and alicloud:secretKey, alicloud:profile or alicloud:assumeRole, or their environment variables.",
        );
    }
}

/** The key and the region that the provider is configured with. Rejects with `MissingSettingError` without one of them. */
export async function keysAndRegion(
    settings: ProviderSettings,
): Promise<{ readonly keys: KeySource; readonly region: string }> {
    const profile = profileOf(settings);
    const keys = await keySource(settings, profile);
    // The profile's region counts where none is set.
    const region = settings.region ?? (await profile)?.region_id;
    if (keys === undefined || region === undefined) {
        throw new MissingSettingError(keys === undefined ? "access key" : "region");
    }
    return { keys, region };
}

/**
 * A client with what the provider is configured with. Rejects if that is not enough.
 *
 * @param milliseconds how long a call may take
 */
export async function apiClient(
    settings: ProviderSettings,
    milliseconds?: number,
): Promise<ApiClient> {
    const { keys, region } = await keysAndRegion(settings);
    return {
        region,
        call: async (product, action, parameters) =>
            signedCall(
                { key: await keys(), region, url: urlOf(product, region, settings), milliseconds },
                product,
                action,
                parameters,
            ),
    };
}

/** The API's URL: that of the provider's configuration, otherwise that of the region. */
function urlOf(product: Product, region: string, settings: ProviderSettings): string {
    const name = product.toUpperCase();
    const endpoint =
        settings.endpoints[product] ??
        variable(`ALIBABA_CLOUD_ENDPOINT_${name}`, `${name}_ENDPOINT`) ??
        `${product}.${region}.aliyuncs.com`;
    const scheme = settings.protocol?.toLowerCase() === "http" ? "http" : "https";
    return endpoint.includes("://") ? endpoint : `${scheme}://${endpoint}/`;
}
