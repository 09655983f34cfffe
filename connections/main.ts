#!/usr/bin/env node
import { parseArgs } from "node:util";

import { type ApiClient, apiClient, MissingSettingError } from "../components/api/apiClient";
import { environmentSettings } from "../components/api/providerSettings";
import { ApiCallError } from "../components/api/signedCall";
import {
    readServiceEndpoints,
    type ListedEndpoint,
} from "../components/preflight/lookups/serviceEndpoints";
import { tableOf } from "./table";

const USAGE = `Usage: alicloud-privatelink-connections <service id> [--region <region>] [--profile <profile>] [--json]
Shows which endpoints an endpoint service has: owner, VPC, region, zones, load balancers, state, since when, bandwidth.
  --region   the region of the service; that of the provider's environment where none is named
  --profile  a profile of the Alibaba Cloud CLI, which the credentials are taken from
  --json     the same as JSON
Credentials are those of the provider: ALICLOUD_ACCESS_KEY and ALICLOUD_SECRET_KEY, ALICLOUD_PROFILE, or the role of an
instance. They must be those of the service's owner, and need the permissions of docs/ram/connections.json.
Nothing is changed in the cloud.`;

const WHAT_TO_SET = {
    "access key":
        "alicloud:accessKey: is not set. Set ALICLOUD_ACCESS_KEY and ALICLOUD_SECRET_KEY, or name a profile with --profile.",
    "region":
        "alicloud:region: is not set. Name that of the service with --region, or set ALICLOUD_REGION.",
};

const ALLOWED_ID = "Must be the id of an endpoint service (epsrv-...).";

interface Arguments {
    readonly serviceId: string;
    readonly region: string | undefined;
    readonly profile: string | undefined;
    readonly isJson: boolean;
}

async function main(): Promise<void> {
    const { serviceId, region, profile, isJson } = readArguments();
    const client = await apiClient(environmentSettings({ region, profile })).catch(
        (error: unknown) => {
            throw error instanceof MissingSettingError
                ? new Error(whatToSet(error, profile))
                : error;
        },
    );
    const found = await readExisting(client, serviceId).catch((error: unknown) => {
        throw new Error(reasonOf(error, serviceId, client.region));
    });
    const endpoints = [...found].sort(
        (one, other) =>
            one.accountId.localeCompare(other.accountId) ||
            one.endpointId.localeCompare(other.endpointId),
    );
    process.stdout.write(
        isJson ? `${JSON.stringify(endpoints, undefined, 4)}\n` : tableOf(serviceId, endpoints),
    );
}

function whatToSet({ missing }: MissingSettingError, profile: string | undefined): string {
    return missing === "access key" && profile !== undefined
        ? `--profile: found "${profile}", which has no credentials in the file of the profiles. "aliyun configure list" shows those that have.`
        : WHAT_TO_SET[missing];
}

/** The list of a service that does not exist is empty, like that of one without endpoints. */
async function readExisting(
    client: ApiClient,
    serviceId: string,
): Promise<readonly ListedEndpoint[]> {
    const found = await readServiceEndpoints(client, serviceId);
    if (found.length === 0) {
        await client.call("privatelink", "GetVpcEndpointServiceAttribute", {
            ServiceId: serviceId,
        });
    }
    return found;
}

function readArguments(): Arguments {
    try {
        const { values, positionals } = parseArgs({
            allowPositionals: true,
            options: {
                region: { type: "string" },
                profile: { type: "string" },
                json: { type: "boolean", default: false },
            },
        });
        const [serviceId, ...others] = positionals;
        if (serviceId === undefined) {
            throw new Error(`service id: is missing. ${ALLOWED_ID}`);
        }
        if (others.length > 0) {
            throw new Error(`service id: found ${positionals.join(", ")}. Give one of them.`);
        }
        if (!/^epsrv-[a-z0-9]+$/.test(serviceId)) {
            throw new Error(`service id: found "${serviceId}". ${ALLOWED_ID}`);
        }
        return { serviceId, region: values.region, profile: values.profile, isJson: values.json };
    } catch (error) {
        console.error(`${(error as Error).message}\n${USAGE}`);
        process.exit(2);
    }
}

/** What went wrong, and what to do. */
function reasonOf(error: unknown, serviceId: string, region: string): string {
    const { message } = error as Error;
    const code = error instanceof ApiCallError ? (error.code ?? "") : "";
    if (code === "EndpointServiceNotFound") {
        return `service id: found "${serviceId}". The account of these credentials has no such endpoint service in ${region}. Name its region with --region, and use the credentials of its owner.`;
    }
    if (/^(NoPermission|Forbidden)/.test(code)) {
        return `These credentials may not list the connections of ${serviceId}. Allow privatelink:ListVpcEndpointConnections and privatelink:GetVpcEndpointServiceAttribute, as docs/ram/connections.json does.`;
    }
    return message;
}

main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
});
