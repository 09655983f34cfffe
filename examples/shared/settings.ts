import type { ContractSource, Payer } from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";

import type { ConsumerSettings, ConsumerZone } from "./consumerSide";
import type { ProviderSettings } from "./providerSide";
import type { PublicationSettings } from "./publication";
import type { Machine } from "./servers";
import { aNumber, aText, type StackConfig } from "./stackConfig";

// The defaults stand in each project's Pulumi.yaml, where `pulumi config` shows them; those of maps here,
// where what is set is merged into them.

const consumerZone = z.strictObject({ vswitchCidrBlock: aText, eniIp: aText.optional() });

/** Reads what a provider stack chooses from its config. */
export function readProviderSettings(config: StackConfig, network: NetworkKeys): ProviderSettings {
    return {
        ...readPublicationSettings(config),
        zoneId: config.text("zoneId"),
        vpcCidrBlock: config.text(network.vpcCidrBlock),
        vswitchCidrBlock: config.text(network.vswitchCidrBlock),
        machine: readMachine(config),
        backends: config.entries("backends", aNumber, { ecs2: 100, ecs3: 100 }),
        backendPort: config.number("backendPort"),
        listenerPort: config.number("listenerPort"),
        loadBalancerSpec: config.text("loadBalancerSpec"),
        deletionProtection: config.flag("deletionProtection"),
    };
}

/** Reads what the owner of a service chooses, whatever load balancer is behind it. */
export function readPublicationSettings(config: StackConfig): PublicationSettings {
    return {
        serviceDescription: config.text("serviceDescription"),
        acceptanceRequired: config.flag("acceptanceRequired"),
        zoneAffinityEnabled: config.flag("zoneAffinityEnabled"),
        allowedAccountIds: config.texts("allowedAccountIds") ?? [],
        payer: config.text<Payer>("payer"),
        connectBandwidth: config.optionalNumber("connectBandwidth"),
        ...readBelonging(config),
    };
}

/** Reads what a consumer stack in one zone chooses from its config. */
export function readConsumerSettings(config: StackConfig, network: NetworkKeys): ConsumerSettings {
    const zoneId = config.text("zoneId");
    const zone: ConsumerZone = {
        vswitchCidrBlock: config.text(network.vswitchCidrBlock),
        eniIp: config.optionalText("eniIp"),
    };
    return {
        ...readEndpointSettings(config),
        vpcCidrBlock: config.text(network.vpcCidrBlock),
        zones: { [zoneId]: zone },
        clients: { ecs1: zoneId },
    };
}

/** Reads what a consumer stack in several zones chooses from its config. */
export function readZonedConsumerSettings(config: StackConfig): ConsumerSettings {
    return {
        ...readEndpointSettings(config),
        vpcCidrBlock: config.text("vpcCidrBlock"),
        zones: config.entries<ConsumerZone>("zones", consumerZone, {
            "cn-hangzhou-h": { vswitchCidrBlock: "10.0.10.0/24" },
            "cn-hangzhou-i": { vswitchCidrBlock: "10.10.0.0/24" },
        }),
        clients: config.entries("clients", aText, {
            ecs01: "cn-hangzhou-h",
            ecs02: "cn-hangzhou-i",
        }),
    };
}

/** The config keys of a side's address plan. */
export interface NetworkKeys {
    readonly vpcCidrBlock: string;
    readonly vswitchCidrBlock: string;
}

export function readMachine(config: StackConfig): Machine {
    return {
        instanceType: config.optionalText("instanceType"),
        imageId: config.optionalText("imageId"),
    };
}

function readEndpointSettings(
    config: StackConfig,
): Omit<ConsumerSettings, "vpcCidrBlock" | "zones" | "clients"> {
    return {
        machine: readMachine(config),
        endpointName: config.text("endpointName"),
        endpointDescription: config.optionalText("endpointDescription"),
        clientCidrBlocks: config.texts("clientCidrBlocks"),
        icmpAllowed: config.optionalFlag("icmpAllowed"),
        securityGroupIds: config.texts("securityGroupIds"),
        ...readBelonging(config),
    };
}

function readBelonging(config: StackConfig) {
    return {
        resourceGroupId: config.optionalText("resourceGroupId"),
        tags: config.namedTexts("tags"),
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
export function contractSource(config: StackConfig, other: OtherSide): ContractSource {
    const json = config.optionalText(other.jsonKey);
    const stack = otherStackName(config, other.stackKey, other.project);
    return json ?? new pulumi.StackReference(other.stackKey, { name: stack });
}

/** The stack of another project that a config key names, otherwise the one of the same name. */
export function otherStack(
    config: StackConfig,
    key: string,
    project: string,
): pulumi.StackReference {
    return new pulumi.StackReference(key, { name: otherStackName(config, key, project) });
}

function otherStackName(config: StackConfig, key: string, project: string): string {
    return (
        config.optionalText(key) ?? `${pulumi.getOrganization()}/${project}/${pulumi.getStack()}`
    );
}
