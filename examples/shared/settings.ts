import type { ContractSource, Payer } from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

import type { ConsumerSettings, ConsumerZone } from "./consumerSide";
import type { Tags } from "./network";
import type { ProviderSettings } from "./providerSide";
import type { PublicationSettings } from "./publication";
import type { Machine } from "./servers";

// The defaults stand in each project's Pulumi.yaml, where `pulumi config` shows them.

/** Reads what a provider stack chooses from its config. */
export function readProviderSettings(
    config: pulumi.Config,
    network: NetworkKeys,
): ProviderSettings {
    return {
        ...readPublicationSettings(config),
        zoneId: config.require("zoneId"),
        vpcCidrBlock: config.require(network.vpcCidrBlock),
        vswitchCidrBlock: config.require(network.vswitchCidrBlock),
        machine: readMachine(config),
        backends: config.requireObject<Record<string, number>>("backends"),
        backendPort: config.requireNumber("backendPort"),
        listenerPort: config.requireNumber("listenerPort"),
        loadBalancerSpec: config.require("loadBalancerSpec"),
        deletionProtection: config.requireBoolean("deletionProtection"),
    };
}

/** Reads what the owner of a service chooses, whatever load balancer is behind it. */
export function readPublicationSettings(config: pulumi.Config): PublicationSettings {
    return {
        serviceDescription: config.require("serviceDescription"),
        acceptanceRequired: config.requireBoolean("acceptanceRequired"),
        zoneAffinityEnabled: config.requireBoolean("zoneAffinityEnabled"),
        allowedAccountIds: config.getObject<string[]>("allowedAccountIds") ?? [],
        payer: config.require<Payer>("payer"),
        connectBandwidth: config.getNumber("connectBandwidth"),
        ...readBelonging(config),
    };
}

/** Reads what a consumer stack in one zone chooses from its config. */
export function readConsumerSettings(
    config: pulumi.Config,
    network: NetworkKeys,
): ConsumerSettings {
    const zoneId = config.require("zoneId");
    const zone: ConsumerZone = {
        vswitchCidrBlock: config.require(network.vswitchCidrBlock),
        eniIp: config.get("eniIp"),
    };
    return {
        ...readEndpointSettings(config),
        vpcCidrBlock: config.require(network.vpcCidrBlock),
        zones: { [zoneId]: zone },
        clients: { ecs1: zoneId },
    };
}

/** Reads what a consumer stack in several zones chooses from its config. */
export function readZonedConsumerSettings(config: pulumi.Config): ConsumerSettings {
    return {
        ...readEndpointSettings(config),
        vpcCidrBlock: config.require("vpcCidrBlock"),
        zones: config.requireObject<Record<string, ConsumerZone>>("zones"),
        clients: config.requireObject<Record<string, string>>("clients"),
    };
}

/** The config keys of a side's address plan. */
export interface NetworkKeys {
    readonly vpcCidrBlock: string;
    readonly vswitchCidrBlock: string;
}

export function readMachine(config: pulumi.Config): Machine {
    return { instanceType: config.get("instanceType"), imageId: config.get("imageId") };
}

function readEndpointSettings(
    config: pulumi.Config,
): Omit<ConsumerSettings, "vpcCidrBlock" | "zones" | "clients"> {
    return {
        machine: readMachine(config),
        endpointName: config.require("endpointName"),
        endpointDescription: config.get("endpointDescription"),
        clientCidrBlocks: config.getObject<string[]>("clientCidrBlocks"),
        icmpAllowed: config.getBoolean("icmpAllowed"),
        securityGroupIds: config.getObject<string[]>("securityGroupIds"),
        ...readBelonging(config),
    };
}

function readBelonging(config: pulumi.Config) {
    return {
        resourceGroupId: config.get("resourceGroupId"),
        tags: config.getObject<Tags>("tags") ?? {},
    };
}

/** Where the contract of another side comes from. */
interface OtherSide {
    /** The config key of the other side's stack. */
    readonly stackKey: string;
    /** The config key of the contract's JSON, for sides that share no state backend. */
    readonly jsonKey: string;
    /** The other side's project, in which the stack of the same name is taken without config. */
    readonly project: string;
}

/** The contract's JSON where config holds it, otherwise the other side's stack. */
export function contractSource(config: pulumi.Config, other: OtherSide): ContractSource {
    return config.get(other.jsonKey) ?? otherStack(config, other.stackKey, other.project);
}

/** The stack of another project that a config key names, otherwise the one of the same name. */
export function otherStack(
    config: pulumi.Config,
    key: string,
    project: string,
): pulumi.StackReference {
    const sameName = `${pulumi.getOrganization()}/${project}/${pulumi.getStack()}`;
    return new pulumi.StackReference(key, { name: config.get(key) ?? sameName });
}
