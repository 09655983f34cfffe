import type {
    AlbAddressAllocatedMode,
    AlbEdition,
    AlbHealthCheck,
    AlbListener,
    AlbScheduler,
    AlbStickySession,
} from "@cloud-components/alicloud-privatelink";
import type * as pulumi from "@pulumi/pulumi";

import type { PublicationSettings } from "../../shared/publication";
import type { Machine } from "../../shared/servers";
import { readMachine, readPublicationSettings } from "../../shared/settings";

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

/** Reads what the provider stack chooses from its config. The defaults stand in its Pulumi.yaml. */
export function readAlbProviderSettings(config: pulumi.Config): AlbProviderSettings {
    const zones = config.requireObject<Record<string, AlbZoneSettings>>("zones");
    return {
        ...readPublicationSettings(config),
        vpcCidrBlock: config.require("vpcCidrBlock"),
        zones,
        serviceZoneIds: config.getObject<string[]>("serviceZoneIds") ?? Object.keys(zones),
        backends: config.requireObject<Record<string, AlbBackendSettings>>("backends"),
        backendPort: config.requireNumber("backendPort"),
        machine: readMachine(config),
        listeners: config.requireObject<AlbListener[]>("listeners"),
        serverGroupName: config.require("serverGroupName"),
        scheduler: config.require<AlbScheduler>("scheduler"),
        healthCheck: {
            enabled: config.requireBoolean("healthCheckEnabled"),
            path: config.require("healthCheckPath"),
            codes: config.requireObject<string[]>("healthCheckCodes"),
        },
        stickySession: config.getObject<AlbStickySession>("stickySession"),
        edition: config.require<AlbEdition>("edition"),
        addressAllocatedMode: config.require<AlbAddressAllocatedMode>("addressAllocatedMode"),
        deletionProtection: config.requireBoolean("deletionProtection"),
    };
}
