import { type Emulator, startEmulator } from "../../../tools/emulator";
import { type Clients, clients, ECS, eventually, VPC } from "../../emulator/client";
import { IMAGE, ZONE_A, ZONE_B, ZONE_C } from "../../emulator/networkScene";

export const ZONES = { a: ZONE_A, b: ZONE_B, c: ZONE_C } as const;
export type Zone = keyof typeof ZONES;

/** A VPC with a vSwitch in each zone: 10.<n>.<zone>.0/24. */
export interface Network {
    readonly vpcId: string;
    readonly vswitchIds: Readonly<Record<Zone, string>>;
    readonly securityGroupId: string;
}

/** An account with two VPCs. */
export interface Side {
    readonly clients: Clients;
    readonly accountId: string;
    readonly network: Network;
    readonly other: Network;
}

/** What is there before the stacks of a scenario come up. */
export interface Scene {
    readonly emulator: Emulator;
    readonly owner: Side;
    readonly consumer: Side;
    readonly backend: Backend;
}

/** An instance of the owner's. */
interface Backend {
    readonly id: string;
    readonly address: string;
}

/** An address in the vSwitch of a zone by its last byte; of another vSwitch where that is negative. */
export function addressOf(network: number, zone: Zone, host: number): string {
    const subnet = Object.keys(ZONES).indexOf(host < 0 ? nextZone(zone) : zone);
    return `10.${network}.${subnet}.${Math.abs(host)}`;
}

export function nextZone(zone: Zone): Zone {
    return ({ a: "b", b: "c", c: "a" } as const)[zone];
}

export async function openScene(): Promise<Scene> {
    const emulator = await startEmulator({ transitionMilliseconds: 1 });
    const [owner, consumer] = await Promise.all(
        emulator.accounts.slice(0, 2).map((account) => sideOf(clients(emulator, account))),
    );
    return { emulator, owner, consumer, backend: await backendOf(owner) };
}

async function sideOf(own: Clients): Promise<Side> {
    const [network, other] = await Promise.all([networkOf(own, 1), networkOf(own, 2)]);
    return { clients: own, accountId: own.account.accountId, network, other };
}

/** A VPC, and a security group in which those of the VPC reach every port. */
async function networkOf(own: Clients, number: number): Promise<Network> {
    const CidrBlock = `10.${number}.0.0/16`;
    const { VpcId } = await own.call(VPC, "CreateVpc", { CidrBlock });
    await eventually(
        () => own.call(VPC, "DescribeVpcAttribute", { VpcId }),
        ({ Status }) => Status === "Available",
    );
    const vswitchIds = {} as Record<Zone, string>;
    for (const [index, [zone, ZoneId]] of Object.entries(ZONES).entries()) {
        const { VSwitchId } = await own.call(VPC, "CreateVSwitch", {
            VpcId,
            CidrBlock: `10.${number}.${index}.0/24`,
            ZoneId,
        });
        await eventually(
            () => own.call(VPC, "DescribeVSwitchAttributes", { VSwitchId }),
            ({ Status }) => Status === "Available",
        );
        vswitchIds[zone as Zone] = VSwitchId as string;
    }
    const { SecurityGroupId } = await own.call(ECS, "CreateSecurityGroup", { VpcId });
    await own.call(ECS, "AuthorizeSecurityGroup", {
        SecurityGroupId,
        Permissions: [
            { IpProtocol: "TCP", PortRange: "1/65535", SourceCidrIp: CidrBlock, Priority: "1" },
        ],
    });
    return {
        vpcId: VpcId as string,
        vswitchIds,
        securityGroupId: SecurityGroupId as string,
    };
}

async function backendOf({ clients: own, network }: Side): Promise<Backend> {
    const { InstanceIdSets } = await own.call(ECS, "RunInstances", {
        ImageId: IMAGE,
        InstanceType: "ecs.c7.large",
        VSwitchId: network.vswitchIds.a,
        SecurityGroupId: network.securityGroupId,
    });
    const [InstanceId] = InstanceIdSets.InstanceIdSet as string[];
    const { VpcAttributes } = await eventually(
        () => own.call(ECS, "DescribeInstanceAttribute", { InstanceId }),
        ({ Status }) => Status === "Running",
    );
    return { id: InstanceId, address: VpcAttributes.PrivateIpAddress.IpAddress[0] };
}
