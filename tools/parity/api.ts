import PopClient from "@alicloud/pop-core";
import { HttpsProxyAgent } from "https-proxy-agent";

import type { KeySource } from "../../components/api/keySource";
import { RunStopped } from "./stops";

/** The products that the kit calls, with the version of their API. */
export const PRODUCTS = {
    ecs: "2014-05-26",
    privatelink: "2020-04-15",
    pvtz: "2018-01-01",
    quotas: "2020-05-10",
    slb: "2014-05-15",
    sts: "2015-04-01",
    vpc: "2016-04-28",
} as const;

/** The products that are one for all regions. */
const WITHOUT_REGION: readonly string[] = ["pvtz", "quotas"];

export type ProductName = keyof typeof PRODUCTS;

/** Texts, numbers and booleans by name; lists of texts, or of tags and zones. */
export type Parameters = Readonly<Record<string, unknown>>;

export interface Answer {
    /** The HTTP status. */
    readonly status: number;
    readonly body: Readonly<Record<string, unknown>>;
}

/** The API of one account in one region. */
export interface Api {
    readonly region: string;
    /** The answer, also if it refuses. Rejects with `RunStopped` if there is none. */
    call(product: ProductName, action: string, parameters: Parameters): Promise<Answer>;
}

const CALL_MILLISECONDS = 30_000;

/** How the cloud's host names are reached. */
export interface Way {
    /** URL of the proxy; none by default. */
    readonly proxy?: string;
    /** PEM of the authority that signed the hosts' certificates, if the system does not know it. */
    readonly authority?: string;
}

/** The way that the environment names. */
const USUAL_WAY: Way = { proxy: process.env.HTTPS_PROXY ?? process.env.https_proxy };

/** Every call uses HTTPS. The agent would find that out by itself from stack traces, several for each call. */
class HttpsOnlyAgent extends HttpsProxyAgent<string> {
    override isSecureEndpoint(): boolean {
        return true;
    }
}

/** Calls with the vendor's own client and signature, at the cloud's host names. */
export function signedApi(keys: KeySource, region: string, way: Way = USUAL_WAY): Api {
    const options = {
        method: "POST",
        timeout: CALL_MILLISECONDS,
        ...(way.proxy && { agent: new HttpsOnlyAgent(way.proxy, { keepAlive: true }) }),
        ...(way.authority && { ca: way.authority }),
    };
    return {
        region,
        async call(product, action, parameters) {
            const { accessKey, secretKey, securityToken } = await keys();
            const client = new PopClient(
                {
                    accessKeyId: accessKey,
                    accessKeySecret: secretKey,
                    securityToken,
                    endpoint: `https://${hostOf(product, region)}`,
                    apiVersion: PRODUCTS[product],
                },
                true,
            );
            try {
                const [body, { response }] = await client.request<[Answer["body"], Exchange]>(
                    action,
                    { RegionId: region, ...parameters },
                    options,
                );
                return { status: response.statusCode, body };
            } catch (error) {
                return refusalOf(error, `${product}:${action}`);
            }
        },
    };
}

function hostOf(product: ProductName, region: string): string {
    return WITHOUT_REGION.includes(product)
        ? `${product}.aliyuncs.com`
        : `${product}.${region}.aliyuncs.com`;
}

/** What the vendor's client tells about a call beside its answer. */
interface Exchange {
    readonly response: { readonly statusCode: number };
}

function refusalOf(error: unknown, action: string): Answer {
    const { entry, data } = error as { entry?: Exchange; data?: Answer["body"] };
    if (entry !== undefined && data !== undefined) {
        return { status: entry.response.statusCode, body: data };
    }
    // The client's messages end with the signed URL.
    const [reason] = (error as Error).message.split(/,? https?:\/\//);
    throw new RunStopped(
        "network",
        `${action} was not answered: ${reason}. Make sure that this machine reaches the API; behind a proxy, set HTTPS_PROXY.`,
    );
}
