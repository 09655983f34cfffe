import * as assert from "node:assert/strict";

import type { Emulator } from "../../tools/emulator";
import {
    ALB,
    type Clients,
    clients,
    ECS,
    eventually,
    NLB,
    PRIVATELINK,
    SLB,
    VPC,
    type Versioned,
} from "../emulator/client";

/** The zones that things made by hand are in. */
export const ZONES = ["eu-central-1a", "eu-central-1b"] as const;

export type BalancerKind = "slb" | "alb" | "nlb";

/** A network of one account, made by calls as the console makes them. */
export interface Network {
    readonly vpcId: string;
    /** By zone. */
    readonly vswitchIds: Readonly<Record<string, string>>;
}

/** What was made by hand for one service. */
export interface PublishedByHand {
    readonly serviceId: string;
    readonly serviceName: string;
    readonly loadBalancerIds: readonly string[];
}

/** Makes what the two sides have without a program: each call is one of the API, and is waited for. */
export class ByHand {
    readonly owner: Clients;
    readonly consumer: Clients;

    constructor(emulator: Emulator, consumer = emulator.accounts[1]) {
        const [owner] = emulator.accounts;
        this.owner = clients(emulator, owner);
        this.consumer = clients(emulator, consumer);
    }

    async network(side: Clients, cidrBlock: string): Promise<Network> {
        const prefix = cidrBlock.split(".").slice(0, 2).join(".");
        const { VpcId } = await side.call(VPC, "CreateVpc", { CidrBlock: cidrBlock });
        await until(side, VPC, "DescribeVpcAttribute", { VpcId }, { Status: "Available" });
        const vswitchIds: Record<string, string> = {};
        for (const [index, ZoneId] of ZONES.entries()) {
            const CidrBlock = `${prefix}.${index}.0/24`;
            const made = await side.call(VPC, "CreateVSwitch", { VpcId, CidrBlock, ZoneId });
            const wanted = { VSwitchId: made.VSwitchId as string };
            await until(side, VPC, "DescribeVSwitchAttributes", wanted, { Status: "Available" });
            vswitchIds[ZoneId] = wanted.VSwitchId;
        }
        return { vpcId: VpcId as string, vswitchIds };
    }

    /** A load balancer; a CLB is in the given zone, the other kinds are in both. */
    async loadBalancer(
        kind: BalancerKind,
        { vpcId, vswitchIds }: Network,
        zoneId: string = ZONES[0],
    ): Promise<string> {
        const { owner } = this;
        if (kind === "slb") {
            const { LoadBalancerId } = await owner.call(SLB, "CreateLoadBalancer", {
                AddressType: "intranet",
                VSwitchId: vswitchIds[zoneId],
                MasterZoneId: zoneId,
                LoadBalancerSpec: "slb.s1.small",
            });
            await owner.call(SLB, "CreateLoadBalancerTCPListener", {
                LoadBalancerId,
                ListenerPort: 8443,
                BackendServerPort: 443,
                Bandwidth: -1,
            });
            return LoadBalancerId as string;
        }
        const product = kind === "alb" ? ALB : NLB;
        const made = await owner.call(product, "CreateLoadBalancer", {
            VpcId: vpcId,
            AddressType: "Intranet",
            ...(kind === "alb"
                ? {
                      LoadBalancerEdition: "Standard",
                      LoadBalancerBillingConfig: { PayType: "PostPay" },
                  }
                : {}),
            ZoneMappings: ZONES.map((ZoneId) => ({ ZoneId, VSwitchId: vswitchIds[ZoneId] })),
        });
        const LoadBalancerId = (made.LoadBalancerId ?? made.LoadbalancerId) as string;
        const active = { LoadBalancerStatus: "Active" };
        await until(owner, product, "GetLoadBalancerAttribute", { LoadBalancerId }, active);
        return LoadBalancerId;
    }

    /** A service with its load balancers, each in its zones. */
    async service(
        kind: BalancerKind,
        attached: readonly { readonly id: string; readonly zoneIds: readonly string[] }[],
        parameters: Record<string, unknown> = {},
    ): Promise<PublishedByHand> {
        const { owner } = this;
        const { ServiceId } = await owner.call(PRIVATELINK, "CreateVpcEndpointService", {
            ServiceResourceType: kind,
            ...parameters,
        });
        const serviceId = ServiceId as string;
        const read = () =>
            owner.call(PRIVATELINK, "GetVpcEndpointServiceAttribute", { ServiceId: serviceId });
        const isActive = ({ ServiceStatus }: Record<string, any>) => ServiceStatus === "Active";
        const { ServiceName } = await eventually(read, isActive);
        for (const { id, zoneIds } of attached) {
            for (const ZoneId of zoneIds) {
                await owner.call(PRIVATELINK, "AttachResourceToVpcEndpointService", {
                    ServiceId: serviceId,
                    ResourceId: id,
                    ResourceType: kind,
                    ZoneId,
                });
            }
        }
        const loadBalancerIds = attached.map(({ id }) => id);
        return { serviceId, serviceName: ServiceName as string, loadBalancerIds };
    }

    async allow(serviceId: string, accountId: string): Promise<void> {
        await this.owner.call(PRIVATELINK, "AddUserToVpcEndpointService", {
            ServiceId: serviceId,
            UserId: accountId,
        });
    }

    /** A security group that lets the network's clients reach a port. */
    async securityGroup(
        { vpcId }: Network,
        port: number,
        cidrBlock = "10.0.0.0/16",
    ): Promise<string> {
        const made = await this.consumer.call(ECS, "CreateSecurityGroup", { VpcId: vpcId });
        const securityGroupId = made.SecurityGroupId as string;
        await this.open(securityGroupId, port, cidrBlock);
        return securityGroupId;
    }

    /** Lets clients reach a port. */
    async open(securityGroupId: string, port: number, cidrBlock: string): Promise<void> {
        await this.consumer.call(ECS, "AuthorizeSecurityGroup", {
            SecurityGroupId: securityGroupId,
            IpProtocol: "tcp",
            PortRange: `${port}/${port}`,
            SourceCidrIp: cidrBlock,
        });
    }

    /** An endpoint of the consumer, in the given zones. */
    async endpoint(
        serviceName: string,
        { vpcId, vswitchIds }: Network,
        zoneIds: readonly string[],
        parameters: Record<string, unknown> = {},
    ): Promise<string> {
        const { consumer } = this;
        const { EndpointId } = await consumer.call(PRIVATELINK, "CreateVpcEndpoint", {
            ServiceName: serviceName,
            VpcId: vpcId,
            ...parameters,
        });
        const wanted = { EndpointId: EndpointId as string };
        const active = { EndpointStatus: "Active" };
        await until(consumer, PRIVATELINK, "GetVpcEndpointAttribute", wanted, active);
        for (const ZoneId of zoneIds) {
            await consumer.call(PRIVATELINK, "AddZoneToVpcEndpoint", {
                ...wanted,
                ZoneId,
                VSwitchId: vswitchIds[ZoneId],
            });
            await eventually(
                () => consumer.call(PRIVATELINK, "ListVpcEndpointZones", wanted),
                ({ Zones }) =>
                    (Zones as Record<string, string>[]).some(
                        (zone) => zone.ZoneId === ZoneId && /Wait|Connected/.test(zone.ZoneStatus),
                    ),
            );
        }
        return wanted.EndpointId;
    }

    async accept(serviceId: string, endpointId: string, bandwidth?: number): Promise<void> {
        const ids = { ServiceId: serviceId, EndpointId: endpointId };
        await this.owner.call(PRIVATELINK, "EnableVpcEndpointConnection", {
            ...ids,
            Bandwidth: bandwidth,
        });
        await eventually(
            () => this.owner.call(PRIVATELINK, "ListVpcEndpointConnections", ids),
            ({ Connections }) => Connections[0]?.ConnectionStatus === "Connected",
        );
    }
}

async function until(
    side: Clients,
    product: Versioned,
    action: string,
    parameters: Record<string, unknown>,
    wanted: Record<string, string>,
): Promise<void> {
    const [[key, value]] = Object.entries(wanted);
    const found = await eventually(
        () => side.call(product, action, parameters),
        (answer) => answer[key] === value,
    );
    assert.equal(found[key], value);
}
