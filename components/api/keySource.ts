import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import * as path from "node:path";

import type { CredentialsProvider } from "@alicloud/credentials";

import type { AssumedRole, OidcRole, ProviderSettings } from "./providerSettings";

/** An access key; with a token if it is temporary. */
export interface AccessKey {
    readonly accessKey: string;
    readonly secretKey: string;
    readonly securityToken?: string;
}

/** Returns a key that is valid at this moment. */
export type KeySource = () => Promise<AccessKey>;

/** A profile of the Alibaba Cloud CLI, in the file's own names. */
export interface Profile {
    readonly name: string;
    readonly mode: string;
    readonly access_key_id?: string;
    readonly access_key_secret?: string;
    readonly sts_token?: string;
    readonly region_id?: string;
    readonly ram_role_name?: string;
    readonly ram_role_arn?: string;
    readonly ram_session_name?: string;
    readonly expired_seconds?: number;
}

const MILLISECONDS = 20_000;

/** The session name of the provider where none is set. */
const SESSION_NAME = "terraform";

/** The modes of a profile that only the library can read, as in the provider. */
const LIBRARY_MODES = ["ChainableRamRoleArn", "CloudSSO", "External", "OAuth"];

/**
 * Where the provider's key comes from, in the provider's order (providerConfigure and RefreshAuthCredential of
 * version 1.285.0): a key that is set or in the profile; the profile's other modes; a URI; the role of an instance;
 * the token of an identity provider. With the key, it assumes a role if one is set. Undefined if there is no key.
 */
export async function keySource(
    settings: ProviderSettings,
    profileRead = profileOf(settings),
): Promise<KeySource | undefined> {
    const profile = await profileRead;
    const key = keyOf(settings, profile);
    const role = settings.assumeRole ?? roleOfProfile(profile);
    if (key !== undefined && role === undefined) {
        return () => Promise.resolve(key);
    }
    const library = new CredentialsLibrary(await loadLibrary(), settings);
    const first = key === undefined ? library.withoutKey(profile) : library.ofKey(key);
    return first && keysOf(role === undefined ? first : library.assuming(role, first));
}

function keyOf(settings: ProviderSettings, profile: Profile | undefined): AccessKey | undefined {
    const ofProfile = profile?.mode === "EcsRamRole" ? undefined : profile;
    const accessKey = settings.accessKey ?? ofProfile?.access_key_id;
    const secretKey = settings.secretKey ?? ofProfile?.access_key_secret;
    const token = ofProfile?.mode === "StsToken" ? ofProfile.sts_token : undefined;
    return accessKey && secretKey
        ? { accessKey, secretKey, securityToken: settings.securityToken ?? token }
        : undefined;
}

function roleOfProfile(profile: Profile | undefined): AssumedRole | undefined {
    return profile?.mode === "RamRoleArn" && profile.ram_role_arn
        ? {
              roleArn: profile.ram_role_arn,
              sessionName: profile.ram_session_name,
              sessionExpiration: profile.expired_seconds,
          }
        : undefined;
}

/** The profile that the provider has. Undefined if its file does not exist or does not name it, as in the provider. */
export async function profileOf({
    profile: name,
    sharedCredentialsFile,
}: ProviderSettings): Promise<Profile | undefined> {
    if (name === undefined) {
        return undefined;
    }
    const file =
        sharedCredentialsFile?.replace(/^~(?=\/)/, homedir()) ??
        path.join(homedir(), ".aliyun", "config.json");
    let text: string;
    try {
        text = await readFile(file, "utf8");
    } catch {
        return undefined;
    }
    try {
        const { profiles } = JSON.parse(text) as { readonly profiles?: readonly Profile[] };
        return profiles?.find((each) => each.name === name);
    } catch {
        // The parser's message quotes the file, which has keys in it.
        throw new Error(
            `alicloud:profile: found "${name}", and the file of the profiles, ${file}, is not JSON. Write it with: aliyun configure.`,
        );
    }
}

/** Loaded only where a key is not enough: most programs never need it. */
const loadLibrary = () => import("@alicloud/credentials");

/** The sources of Alibaba Cloud's library. */
class CredentialsLibrary {
    constructor(
        private readonly library: Awaited<ReturnType<typeof loadLibrary>>,
        private readonly settings: ProviderSettings,
    ) {}

    ofKey({ accessKey, secretKey, securityToken }: AccessKey): CredentialsProvider {
        return securityToken === undefined
            ? this.library.StaticAKCredentialsProvider.builder()
                  .withAccessKeyId(accessKey)
                  .withAccessKeySecret(secretKey)
                  .build()
            : this.library.StaticSTSCredentialsProvider.builder()
                  .withAccessKeyId(accessKey)
                  .withAccessKeySecret(secretKey)
                  .withSecurityToken(securityToken)
                  .build();
    }

    withoutKey(profile: Profile | undefined): CredentialsProvider | undefined {
        const { credentialsUri, ecsRoleName, assumeRoleWithOidc } = this.settings;
        const instanceRole =
            ecsRoleName ?? (profile?.mode === "EcsRamRole" ? profile.ram_role_name : undefined);
        if (profile !== undefined && LIBRARY_MODES.includes(profile.mode)) {
            return this.ofProfile(profile);
        }
        if (credentialsUri !== undefined) {
            return this.library.URICredentialsProvider.builder()
                .withCredentialsURI(credentialsUri)
                .withReadTimeout(MILLISECONDS)
                .build();
        }
        if (instanceRole !== undefined) {
            return this.library.ECSRAMRoleCredentialsProvider.builder()
                .withRoleName(instanceRole)
                .withReadTimeout(MILLISECONDS)
                .build();
        }
        return assumeRoleWithOidc && this.ofToken(assumeRoleWithOidc);
    }

    assuming(role: AssumedRole, first: CredentialsProvider): CredentialsProvider {
        const builder = this.library.RAMRoleARNCredentialsProvider.builder()
            .withCredentialsProvider(first)
            .withRoleArn(role.roleArn)
            .withRoleSessionName(role.sessionName ?? SESSION_NAME)
            .withReadTimeout(MILLISECONDS);
        withValue(role.policy, (policy) => builder.withPolicy(policy));
        withValue(role.externalId, (id) => builder.withExternalId(id));
        withValue(role.sessionExpiration, (seconds) => builder.withDurationSeconds(seconds));
        withValue(this.settings.endpoints.sts, (sts) => builder.withStsEndpoint(sts));
        return builder.build();
    }

    private ofProfile({ name }: Profile): CredentialsProvider {
        if (this.settings.sharedCredentialsFile !== undefined) {
            throw new Error(
                `alicloud:profile: found "${name}", which can only be read from ~/.aliyun/config.json, because of its mode. Move it there, and remove sharedCredentialsFile.`,
            );
        }
        return this.library.CLIProfileCredentialsProvider.builder().withProfileName(name).build();
    }

    private ofToken(role: OidcRole): CredentialsProvider {
        const builder = this.library.OIDCRoleArnCredentialsProvider.builder()
            .withOIDCProviderArn(role.oidcProviderArn)
            .withRoleArn(role.roleArn)
            .withRoleSessionName(role.roleSessionName ?? SESSION_NAME)
            .withReadTimeout(MILLISECONDS);
        withValue(role.oidcTokenFile, (file) => builder.withOIDCTokenFilePath(file));
        withValue(role.policy, (policy) => builder.withPolicy(policy));
        withValue(role.sessionExpiration, (seconds) => builder.withDurationSeconds(seconds));
        withValue(this.settings.endpoints.sts, (sts) => builder.withStsEndpoint(sts));
        return builder.build();
    }
}

function withValue<Value>(value: Value | undefined, set: (value: Value) => void): void {
    // The provider takes an empty text and 0 for not set.
    if (value) {
        set(value);
    }
}

function keysOf(provider: CredentialsProvider): KeySource {
    return async () => {
        try {
            const { accessKeyId, accessKeySecret, securityToken } = await provider.getCredentials();
            return { accessKey: accessKeyId, secretKey: accessKeySecret, securityToken };
        } catch (error) {
            throw new Error(
                `The provider's key could not be read from ${provider.getProviderName()}${reasonOf(error)}.`,
            );
        }
    };
}

/** The API's code and message. Nothing else of an error is shown: the library's messages quote answers with keys in them. */
function reasonOf(error: unknown): string {
    const text = String((error as Error).message);
    const code = /"Code":\s*"([\w.]+)"/.exec(text)?.[1];
    const message = /"Message":\s*"([^"]+)"/.exec(text)?.[1];
    const reason = [code, message].filter((each) => each !== undefined).join(": ");
    return reason === "" ? "" : ` (${reason})`;
}
