import { keysAndRegion, MissingSettingError } from "../../components/api/apiClient";
import {
    environmentSettings,
    type ProviderSettings,
    variable,
} from "../../components/api/providerSettings";
import type { Apis } from "./accounts";
import { type Api, signedApi } from "./api";
import type { Role } from "./call";
import { type Options, usageError } from "./options";
import { RunStopped } from "./stops";

/** The variables of the second account's key. */
export const CONSUMER_VARIABLES = {
    accessKey: "CONSUMER_ALIBABA_CLOUD_ACCESS_KEY_ID",
    secretKey: "CONSUMER_ALIBABA_CLOUD_ACCESS_KEY_SECRET",
    securityToken: "CONSUMER_ALIBABA_CLOUD_SECURITY_TOKEN",
} as const;

const KEY_OF: Readonly<Record<Role, string>> = {
    owner: "ALIBABA_CLOUD_ACCESS_KEY_ID",
    consumer: CONSUMER_VARIABLES.accessKey,
};

const WHERE_FROM: Readonly<Record<Role, string>> = {
    owner: "Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or name a profile with --profile.",
    consumer: `Set ${CONSUMER_VARIABLES.accessKey} and ${CONSUMER_VARIABLES.secretKey}, or name a profile with --consumer-profile.`,
};

/** The APIs of the accounts whose credentials are there. Rejects with `RunStopped` without those of the owner. */
export async function readApis(options: Options): Promise<Apis> {
    const { profile, region } = options;
    const owner = await apiOf(
        "owner",
        profile === undefined ? environmentSettings({ region }) : profileSettings(profile, region),
    );
    const consumer = consumerSettings(options, owner.region);
    return { owner, consumer: consumer && (await apiOf("consumer", consumer)) };
}

function consumerSettings(
    { consumerProfile }: Options,
    region: string,
): ProviderSettings | undefined {
    if (consumerProfile !== undefined) {
        return profileSettings(consumerProfile, region);
    }
    const accessKey = variable(CONSUMER_VARIABLES.accessKey);
    return accessKey === undefined
        ? undefined
        : {
              accessKey,
              secretKey: variable(CONSUMER_VARIABLES.secretKey),
              securityToken: variable(CONSUMER_VARIABLES.securityToken),
              region,
              endpoints: {},
          };
}

/** A profile stands in the place of the environment's keys. */
function profileSettings(profile: string, region: string | undefined): ProviderSettings {
    const keys = { accessKey: undefined, secretKey: undefined, securityToken: undefined };
    return { ...environmentSettings({ profile, region }), ...keys };
}

async function apiOf(role: Role, settings: ProviderSettings): Promise<Api> {
    const found = await keysAndRegion(settings).catch((error: unknown) => {
        if (!(error instanceof MissingSettingError)) {
            throw error;
        }
        throw error.missing === "region"
            ? usageError(
                  "--region: is missing. Set it, or ALIBABA_CLOUD_REGION, to the id of a region.",
              )
            : new RunStopped(
                  "credentials",
                  `${KEY_OF[role]}: is missing, or its secret is, and there are no other credentials of the ${role}. ${WHERE_FROM[role]}`,
              );
    });
    return signedApi(found.keys, found.region);
}
