import { startEmulator, type Emulator, type EmulatorOptions } from "../../tools/emulator";
import {
    clients,
    CONSUMER,
    ECS,
    eventually,
    PROVIDER,
    REGION,
    SLB,
    VPC,
    type Clients,
} from "./client";

export const ZONE_A = `${REGION}a`;
export const ZONE_B = `${REGION}b`;
export const ZONE_C = `${REGION}c`;
export const IMAGE = "aliyun_3_x64_20G_alibase_20250117.vhd";

/** User data that starts a web server on a port; it answers with the page that it is given. */
export function pageServer(page: string, port = 80): string {
    const script = [
        "#!/bin/sh",
        `echo '${page}' > /srv/index.html`,
        `cd /srv && python3 -m http.server ${port} &`,
    ];
    return Buffer.from(script.join("\n")).toString("base64");
}

type Body = Record<string, any>;

/** An emulator with a VPC, a vSwitch in its first zone and a security group of one account. */
export interface NetworkScene {
    readonly emulator: Emulator;
    readonly owner: Clients;
    readonly stranger: Clients;
    readonly vpcId: string;
    readonly vswitchId: string;
    readonly groupId: string;
    ecs(action: string, parameters?: Body): Promise<Body>;
    slb(action: string, parameters?: Body): Promise<Body>;
    vpc(cidrBlock?: string): Promise<string>;
    vswitch(vpcId: string, cidrBlock: string, zoneId?: string): Promise<string>;
    securityGroup(parameters?: Body): Promise<string>;
    /** Starts an instance without waiting for it. */
    launch(parameters?: Body): Promise<string>;
    running(parameters?: Body): Promise<string>;
    status(instanceId: string): Promise<string | undefined>;
    becomes(instanceId: string, status: string | undefined): Promise<void>;
    loadBalancer(parameters?: Body): Promise<string>;
}

export async function inNetwork(
    test: (scene: NetworkScene) => Promise<void>,
    options: EmulatorOptions = {},
): Promise<void> {
    const emulator = await startEmulator({ transitionMilliseconds: 20, ...options });
    try {
        await test(await sceneOf(emulator));
    } finally {
        await emulator.stop();
    }
}

async function sceneOf(emulator: Emulator): Promise<NetworkScene> {
    const owner = clients(emulator, PROVIDER);
    const ecs = (action: string, parameters?: Body) => owner.call(ECS, action, parameters);
    const slb = (action: string, parameters?: Body) => owner.call(SLB, action, parameters);
    const vpc = async (CidrBlock = "10.0.0.0/16") => {
        const { VpcId } = await owner.call(VPC, "CreateVpc", { CidrBlock });
        await eventually(
            () => owner.call(VPC, "DescribeVpcAttribute", { VpcId }),
            ({ Status }) => Status === "Available",
        );
        return VpcId as string;
    };
    const vswitch = async (VpcId: string, CidrBlock: string, ZoneId = ZONE_A) => {
        const created = await owner.call(VPC, "CreateVSwitch", { VpcId, CidrBlock, ZoneId });
        await eventually(
            () => owner.call(VPC, "DescribeVSwitchAttributes", { VSwitchId: created.VSwitchId }),
            ({ Status }) => Status === "Available",
        );
        return created.VSwitchId as string;
    };
    const vpcId = await vpc();
    const vswitchId = await vswitch(vpcId, "10.0.1.0/24");
    const securityGroup = async (parameters: Body = {}) => {
        const created = await ecs("CreateSecurityGroup", { VpcId: vpcId, ...parameters });
        return created["SecurityGroupId"] as string;
    };
    const groupId = await securityGroup();
    const launch = async (parameters: Body = {}) => {
        const { InstanceIdSets } = await ecs("RunInstances", {
            ImageId: IMAGE,
            InstanceType: "ecs.c7.large",
            VSwitchId: vswitchId,
            SecurityGroupId: groupId,
            ...parameters,
        });
        return InstanceIdSets.InstanceIdSet[0] as string;
    };
    const status = async (instanceId: string) => {
        const { Instances } = await ecs("DescribeInstances", {
            InstanceIds: JSON.stringify([instanceId]),
        });
        return Instances.Instance[0]?.Status as string | undefined;
    };
    const becomes = async (instanceId: string, wanted: string | undefined) => {
        await eventually(
            () => status(instanceId),
            (is) => is === wanted,
        );
    };
    return {
        emulator,
        owner,
        stranger: clients(emulator, CONSUMER),
        vpcId,
        vswitchId,
        groupId,
        ecs,
        slb,
        vpc,
        vswitch,
        securityGroup,
        launch,
        running: async (parameters) => {
            const instanceId = await launch(parameters);
            await becomes(instanceId, "Running");
            return instanceId;
        },
        status,
        becomes,
        loadBalancer: async (parameters = {}) => {
            const { LoadBalancerId } = await slb("CreateLoadBalancer", {
                VSwitchId: vswitchId,
                LoadBalancerSpec: "slb.s1.small",
                ...parameters,
            });
            return LoadBalancerId;
        },
    };
}
