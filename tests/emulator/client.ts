import EcsClient from "@alicloud/ecs20140526";
import OpenApiClient, { Config, OpenApiRequest, Params } from "@alicloud/openapi-client";
import StsClient from "@alicloud/sts20150401";
import { RuntimeOptions } from "@alicloud/tea-util";
import VpcClient from "@alicloud/vpc20160428";

import { type AccessKey, DEFAULT_ACCOUNTS, type Emulator } from "../../tools/emulator";

/** More than a change of state takes, also where all of them are slow: see end-to-end/workbench.ts. */
const PATIENCE_MILLISECONDS = 30_000 + 3_000 * Number(process.env.STATE_CHANGE_SECONDS ?? 0);

/** What only a call that hangs reaches. The clients' own limit, three seconds, is reached by a busy machine and by slow writes. */
const CALL_MILLISECONDS = 120_000;

export const [PROVIDER, CONSUMER] = DEFAULT_ACCOUNTS;
export const REGION = "eu-central-1";

/** The official clients of one account, none of them written here. */
export interface Clients {
    readonly account: AccessKey;
    readonly regionId: string;
    readonly vpc: VpcClient;
    readonly ecs: EcsClient;
    readonly sts: StsClient;
    /** Calls any action of a product that has no client of its own here: the answer's body, or a throw. */
    call(
        product: Versioned,
        action: string,
        parameters?: Record<string, unknown>,
    ): Promise<Record<string, any>>;
}

export interface Versioned {
    readonly version: string;
}

export const PRIVATELINK: Versioned = { version: "2020-04-15" };
export const SLB: Versioned = { version: "2014-05-15" };
export const ALB: Versioned = { version: "2020-06-16" };
export const NLB: Versioned = { version: "2022-04-30" };
export const GWLB: Versioned = { version: "2024-04-15" };
export const VPC: Versioned = { version: "2016-04-28" };
export const ECS: Versioned = { version: "2014-05-26" };
export const PVTZ: Versioned = { version: "2018-01-01" };
export const RESOURCE_MANAGER: Versioned = { version: "2020-03-31" };
export const RAM: Versioned = { version: "2015-05-01" };
export const STS: Versioned = { version: "2015-04-01" };

export function clients(
    emulator: Pick<Emulator, "endpoint">,
    account: AccessKey = PROVIDER,
    regionId: string = REGION,
): Clients {
    const settings = {
        accessKeyId: account.accessKeyId,
        accessKeySecret: account.accessKeySecret,
        securityToken: account.securityToken,
        endpoint: emulator.endpoint,
        protocol: "http",
        regionId,
        connectTimeout: CALL_MILLISECONDS,
        readTimeout: CALL_MILLISECONDS,
    };
    const generic = new (defaultOf(OpenApiClient))(new Config(settings));
    return {
        account,
        regionId,
        vpc: new (defaultOf(VpcClient))(new Config(settings)),
        ecs: new (defaultOf(EcsClient))(new Config(settings)),
        sts: new (defaultOf(StsClient))(new Config(settings)),
        call: async (product, action, parameters = {}) => {
            const answer = await generic.callApi(
                new Params({
                    action,
                    version: product.version,
                    protocol: "HTTP",
                    pathname: "/",
                    method: "POST",
                    authType: "AK",
                    style: "RPC",
                    reqBodyType: "formData",
                    bodyType: "json",
                }),
                new OpenApiRequest({ query: flat({ RegionId: regionId, ...parameters }) }),
                new RuntimeOptions({ autoretry: false }),
            );
            return answer.body as Record<string, any>;
        },
    };
}

/** `{ Tag: [{ Key: "a" }] }` as `Tag.1.Key=a`, the form of the RPC style. */
export function flat(value: unknown, name = ""): Record<string, string> {
    if (value === undefined || value === null) {
        return {};
    }
    if (Array.isArray(value)) {
        return Object.assign(
            {},
            ...value.map((item, position) => flat(item, `${name}.${position + 1}`)),
        );
    }
    if (typeof value === "object") {
        return Object.assign(
            {},
            ...Object.entries(value).map(([key, item]) =>
                flat(item, name === "" ? key : `${name}.${key}`),
            ),
        );
    }
    return { [name]: typeof value === "string" ? value : JSON.stringify(value) };
}

/** The code and status of the refusal that a client's call ends in; a call that succeeds is a failure. */
export async function refusal(
    call: Promise<unknown>,
): Promise<{ code: string; status: number; message: string }> {
    let answer: unknown;
    try {
        answer = await call;
    } catch (error) {
        const { code, data, statusCode, message } = error as {
            code: string;
            statusCode?: number;
            data?: { statusCode?: number };
            message: string;
        };
        return { code, status: statusCode ?? data?.statusCode ?? 0, message };
    }
    throw new Error(`The call was not refused: ${JSON.stringify(answer)}`);
}

/** Asks again until the answer is as wanted; fails when it is not in time, with the last answer. */
export async function eventually<T>(
    ask: () => Promise<T> | T,
    wanted: (answer: T) => boolean,
    milliseconds = PATIENCE_MILLISECONDS,
): Promise<T> {
    const deadline = Date.now() + milliseconds;
    for (;;) {
        const answer = await ask();
        if (wanted(answer)) {
            return answer;
        }
        if (Date.now() > deadline) {
            throw new Error(
                `Not in ${milliseconds} ms; the last answer: ${JSON.stringify(answer)}`,
            );
        }
        await new Promise((resolve) => setTimeout(resolve, 10));
    }
}

/** The clients are CommonJS with a default export, which module interop wraps once more. */
function defaultOf<T>(module: T): T {
    return (module as { default?: T }).default ?? module;
}
