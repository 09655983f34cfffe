import type { Provider } from "@pulumi/alicloud/provider";
import * as pulumi from "@pulumi/pulumi";

/** The role that the provider assumes with its key. */
export interface AssumedRole {
    readonly roleArn: string;
    readonly sessionName?: string;
    readonly policy?: string;
    /** Seconds. */
    readonly sessionExpiration?: number;
    readonly externalId?: string;
}

/** The role that the provider assumes with the token of an identity provider. */
export interface OidcRole {
    readonly roleArn: string;
    readonly oidcProviderArn: string;
    readonly oidcTokenFile?: string;
    readonly roleSessionName?: string;
    readonly policy?: string;
    /** Seconds. */
    readonly sessionExpiration?: number;
}

/** What the provider has its credentials, region and addresses from. */
export interface ProviderSettings {
    readonly accessKey?: string;
    readonly secretKey?: string;
    readonly securityToken?: string;
    readonly region?: string;
    readonly protocol?: string;
    readonly profile?: string;
    readonly sharedCredentialsFile?: string;
    readonly credentialsUri?: string;
    readonly ecsRoleName?: string;
    readonly assumeRole?: AssumedRole;
    readonly assumeRoleWithOidc?: OidcRole;
    /** Addresses of products that are not those of the region. */
    readonly endpoints: Readonly<Record<string, string>>;
}

/** The settings that are text, and the environment variables that the provider reads where one is not set (provider.go of version 1.285.0). */
const TEXT_SETTINGS = {
    accessKey: ["ALICLOUD_ACCESS_KEY", "ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABACLOUD_ACCESS_KEY_ID"],
    secretKey: [
        "ALICLOUD_SECRET_KEY",
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
        "ALIBABACLOUD_ACCESS_KEY_SECRET",
    ],
    securityToken: [
        "ALICLOUD_SECURITY_TOKEN",
        "ALIBABA_CLOUD_SECURITY_TOKEN",
        "ALIBABACLOUD_SECURITY_TOKEN",
    ],
    region: ["ALICLOUD_REGION", "ALIBABA_CLOUD_REGION"],
    protocol: [],
    profile: ["ALICLOUD_PROFILE", "ALIBABA_CLOUD_PROFILE"],
    sharedCredentialsFile: ["ALICLOUD_SHARED_CREDENTIALS_FILE", "ALIBABA_CLOUD_CREDENTIALS_FILE"],
    credentialsUri: ["ALICLOUD_CREDENTIALS_URI", "ALIBABA_CLOUD_CREDENTIALS_URI"],
    ecsRoleName: ["ALICLOUD_ECS_ROLE_NAME", "ALIBABA_CLOUD_ECS_METADATA"],
} as const satisfies Partial<Record<keyof ProviderSettings, readonly string[]>>;

type TextSetting = keyof typeof TEXT_SETTINGS;
type TextSettings = { readonly [Name in TextSetting]?: string };

const NAMES = Object.keys(TEXT_SETTINGS) as TextSetting[];

/**
 * The settings of the provider that a resource has: an explicit one of this program, or the default one, which
 * reads the stack's config. An explicit provider of a program in another language shows nothing of its settings, and
 * none shows its roles and addresses; those of the config are taken in their place.
 */
export function providerSettings(resource: pulumi.Resource): pulumi.Output<ProviderSettings> {
    const config = new pulumi.Config("alicloud");
    const provider = resource.getProvider("alicloud:index:any") as Partial<Provider> | undefined;
    const isShown = provider !== undefined && "region" in provider;
    const texts = Object.fromEntries(
        NAMES.map((name) => [name, isShown ? textOf(provider[name]) : config.get(name)]),
    );
    // What is made of them is not secret: the results of calls.
    return pulumi.unsecret(
        pulumi.output(texts).apply((known) => ({
            ...withEnvironment(known),
            assumeRole: isShown ? undefined : config.getObject<AssumedRole>("assumeRole"),
            assumeRoleWithOidc: isShown
                ? undefined
                : config.getObject<OidcRole>("assumeRoleWithOidc"),
            endpoints: config.getObject<Record<string, string>[]>("endpoints")?.[0] ?? {},
        })),
    );
}

function textOf(value: unknown): pulumi.Input<string | undefined> {
    return value as pulumi.Input<string | undefined>;
}

/** The settings of a provider that has nothing but the environment, and these. */
export function environmentSettings(known: TextSettings): ProviderSettings {
    return { ...withEnvironment(known), endpoints: {} };
}

/** These settings, and those of the environment where one is not set. */
export function withEnvironment(known: TextSettings): TextSettings {
    return Object.fromEntries(
        NAMES.map((name) => [name, orUndefined(known[name]) ?? variable(...TEXT_SETTINGS[name])]),
    );
}

/** The first of these environment variables that is set. */
export function variable(...names: readonly string[]): string | undefined {
    return names.map((name) => orUndefined(process.env[name])).find((value) => value !== undefined);
}

function orUndefined(text: string | undefined): string | undefined {
    return text?.trim() === "" ? undefined : text?.trim();
}
