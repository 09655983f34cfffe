import {
    type AlbAddressAllocatedMode,
    type AlbEdition,
    type AlbHealthCheck,
    type AlbListener,
    AlbListenerProtocol,
    type AlbScheduler,
    type AlbStickySession,
} from "@cloud-components/alicloud-privatelink";
import { z } from "zod";

import type { PublicationSettings } from "../../shared/publication";
import type { Machine } from "../../shared/servers";
import { readMachine, readPublicationSettings } from "../../shared/settings";
import { aNumber, aText, type StackConfig } from "../../shared/stackConfig";

/** A zone of the load balancer. */
export interface AlbZoneSettings {
    readonly vswitchCidrBlock: string;
    readonly loadBalancerAddress: string;
}

/** A backend server. */
export interface AlbBackendSettings {
    readonly zoneId: string;
    readonly weight?: number;
    readonly port?: number;
}

/** What the owner of a service behind an ALB chooses. */
export interface AlbProviderSettings extends PublicationSettings {
    readonly vpcCidrBlock: string;
    readonly zones: Readonly<Record<string, AlbZoneSettings>>;
    readonly serviceZoneIds: string[];
    readonly backends: Readonly<Record<string, AlbBackendSettings>>;
    readonly backendPort: number;
    readonly machine: Machine;
    readonly listeners: AlbListener[];
    readonly serverGroupName: string;
    readonly scheduler: AlbScheduler;
    readonly healthCheck: AlbHealthCheck;
    readonly stickySession?: AlbStickySession;
    readonly edition: AlbEdition;
    readonly addressAllocatedMode: AlbAddressAllocatedMode;
    readonly deletionProtection: boolean;
}

const zone = z.strictObject({ vswitchCidrBlock: aText, loadBalancerAddress: aText });
const backend = z.strictObject({
    zoneId: aText,
    weight: aNumber.optional(),
    port: aNumber.optional(),
});
const listener = z.strictObject({
    port: aNumber,
    protocol: z.enum(AlbListenerProtocol).optional(),
    certificateId: aText.optional(),
    securityPolicyId: aText.optional(),
    description: aText.optional(),
    idleTimeoutSeconds: aNumber.optional(),
    requestTimeoutSeconds: aNumber.optional(),
});
const stickySession = z.strictObject({
    cookie: aText.optional(),
    cookieTimeoutSeconds: aNumber.optional(),
});

/** Reads what the provider stack chooses from its config. The defaults of maps stand here, all others in its Pulumi.yaml. */
export function readAlbProviderSettings(config: StackConfig): AlbProviderSettings {
    const zones = config.entries<AlbZoneSettings>("zones", zone, {
        "cn-hangzhou-h": {
            vswitchCidrBlock: "192.168.3.0/24",
            loadBalancerAddress: "192.168.3.10",
        },
        "cn-hangzhou-i": {
            vswitchCidrBlock: "192.168.5.0/24",
            loadBalancerAddress: "192.168.5.10",
        },
    });
    return {
        ...readPublicationSettings(config),
        vpcCidrBlock: config.text("vpcCidrBlock"),
        zones,
        serviceZoneIds: config.texts("serviceZoneIds") ?? Object.keys(zones),
        backends: config.entries<AlbBackendSettings>("backends", backend, {
            ecs03: { zoneId: "cn-hangzhou-h", weight: 100 },
            ecs04: { zoneId: "cn-hangzhou-i", weight: 100 },
        }),
        backendPort: config.number("backendPort"),
        machine: readMachine(config),
        listeners: config.list<AlbListener>("listeners", listener, [
            { port: 80, protocol: "HTTP" },
        ]),
        serverGroupName: config.text("serverGroupName"),
        scheduler: config.text<AlbScheduler>("scheduler"),
        healthCheck: {
            enabled: config.flag("healthCheckEnabled"),
            path: config.text("healthCheckPath"),
            codes: config.texts("healthCheckCodes") ?? [],
        },
        stickySession: config.object<AlbStickySession>("stickySession", stickySession),
        edition: config.text<AlbEdition>("edition"),
        addressAllocatedMode: config.text<AlbAddressAllocatedMode>("addressAllocatedMode"),
        deletionProtection: config.flag("deletionProtection"),
    };
}
