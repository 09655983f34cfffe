import type { ContractSource, Payer } from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

import type { ConsumerSettings } from "./consumerSide";
import type { Tags } from "./network";
import type { ProviderSettings } from "./providerSide";

// The defaults stand in each project's Pulumi.yaml, where `pulumi config` shows them.

/** Reads what a provider stack chooses from its config. */
export function readProviderSettings(
    config: pulumi.Config,
    network: NetworkKeys,
): ProviderSettings {
    return {
        ...readNetwork(config, network),
        backends: config.requireObject<Record<string, number>>("backends"),
        backendPort: config.requireNumber("backendPort"),
        listenerPort: config.requireNumber("listenerPort"),
        loadBalancerSpec: config.require("loadBalancerSpec"),
        deletionProtection: config.requireBoolean("deletionProtection"),
        serviceDescription: config.require("serviceDescription"),
        acceptanceRequired: config.requireBoolean("acceptanceRequired"),
        zoneAffinityEnabled: config.requireBoolean("zoneAffinityEnabled"),
        allowedAccountIds: config.getObject<string[]>("allowedAccountIds") ?? [],
        payer: config.require<Payer>("payer"),
        connectBandwidth: config.getNumber("connectBandwidth"),
    };
}

/** Reads what a consumer stack chooses from its config. */
export function readConsumerSettings(
    config: pulumi.Config,
    network: NetworkKeys,
): ConsumerSettings {
    return {
        ...readNetwork(config, network),
        endpointName: config.require("endpointName"),
        endpointDescription: config.get("endpointDescription"),
        clientCidrBlocks: config.getObject<string[]>("clientCidrBlocks"),
        icmpAllowed: config.getBoolean("icmpAllowed"),
        securityGroupIds: config.getObject<string[]>("securityGroupIds"),
        eniIp: config.get("eniIp"),
    };
}

/** The config keys of a side's address plan. */
export interface NetworkKeys {
    readonly vpcCidrBlock: string;
    readonly vswitchCidrBlock: string;
}

function readNetwork(config: pulumi.Config, keys: NetworkKeys) {
    return {
        zoneId: config.require("zoneId"),
        vpcCidrBlock: config.require(keys.vpcCidrBlock),
        vswitchCidrBlock: config.require(keys.vswitchCidrBlock),
        machine: { instanceType: config.get("instanceType"), imageId: config.get("imageId") },
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
    const json = config.get(other.jsonKey);
    if (json !== undefined) {
        return json;
    }
    const sameName = `${pulumi.getOrganization()}/${other.project}/${pulumi.getStack()}`;
    return new pulumi.StackReference(other.stackKey, {
        name: config.get(other.stackKey) ?? sameName,
    });
}
