import {
    startEmulator,
    type Account,
    type Emulator,
    type EmulatorOptions,
} from "../../tools/emulator";
import { newIdentifier } from "../../tools/emulator/identifiers";
import { findRegion } from "../../tools/emulator/regions";
import type { ClassicLoadBalancer } from "../../tools/emulator/products/slb/state";
import { clients, CONSUMER, eventually, PRIVATELINK, PROVIDER, refusal, REGION } from "./client";

export const ZONE_A = `${REGION}a`;
export const ZONE_B = `${REGION}b`;

/** Long enough to see the statuses in between. */
export const WATCHED = { transitionMilliseconds: 500 };

type Body = Record<string, any>;

/** One account's way to PrivateLink, and the network that it has. */
export interface Side {
    readonly account: Account;
    readonly vpcId: string;
    /** By zone. */
    readonly vswitchIds: Readonly<Record<string, string>>;
    call(action: string, parameters?: Body): Promise<Body>;
    securityGroup(type?: "normal" | "enterprise", vpcId?: string): string;
    loadBalancer(zoneId: string, changes?: Partial<ClassicLoadBalancer>): string;
}

export interface Scene {
    readonly emulator: Emulator;
    readonly provider: Side;
    readonly consumer: Side;
    /** An Active service of the provider, with the CLBs' zones. */
    service(parameters?: Body, zoneIds?: readonly string[]): Promise<string>;
    /** An Active endpoint of the consumer or of another side. */
    endpoint(serviceId: string, parameters?: Body, side?: Side): Promise<string>;
    zone(endpointId: string, zoneId?: string, parameters?: Body): Promise<void>;
    accept(serviceId: string, endpointId: string, parameters?: Body): Promise<void>;
    /** Waits for a connection to be Disconnected. */
    disconnected(serviceId: string, endpointId: string): Promise<void>;
    connection(serviceId: string, endpointId: string): Promise<Body>;
}

/** Runs a test in its own emulator, with a network on both sides, and stops it. */
export async function inScene(
    test: (scene: Scene) => Promise<void>,
    options: EmulatorOptions = {},
): Promise<void> {
    const emulator = await startEmulator({ transitionMilliseconds: 20, ...options });
    try {
        await test(sceneOf(emulator));
    } finally {
        await emulator.stop();
    }
}

/** What happens in a test without its asking for a service or an endpoint by hand. */
function sceneOf(emulator: Emulator): Scene {
    const accounts = emulator.accounts;
    const provider = side(emulator, accounts[0] ?? PROVIDER);
    const consumer = side(emulator, accounts[1] ?? CONSUMER);
    const scene: Scene = {
        emulator,
        provider,
        consumer,
        async service(parameters = {}, zoneIds = [ZONE_A, ZONE_B]) {
            const { ServiceId } = await provider.call("CreateVpcEndpointService", parameters);
            await serviceStatus(provider, ServiceId, "Active");
            for (const zoneId of zoneIds) {
                await provider.call("AttachResourceToVpcEndpointService", {
                    ServiceId,
                    ResourceId: provider.loadBalancer(zoneId),
                    ResourceType: "slb",
                });
            }
            await provider.call("AddUserToVpcEndpointService", {
                ServiceId,
                UserId: consumer.account.accountId,
            });
            return ServiceId;
        },
        async endpoint(serviceId, parameters = {}, owner = consumer) {
            const { EndpointId } = await owner.call("CreateVpcEndpoint", {
                ServiceId: serviceId,
                VpcId: owner.vpcId,
                SecurityGroupId: [owner.securityGroup()],
                ...parameters,
            });
            await endpointStatus(owner, EndpointId, "Active");
            return EndpointId;
        },
        async zone(endpointId, zoneId = ZONE_A, parameters = {}) {
            await consumer.call("AddZoneToVpcEndpoint", {
                EndpointId: endpointId,
                ZoneId: zoneId,
                VSwitchId: consumer.vswitchIds[zoneId],
                ...parameters,
            });
            await zoneStatus(consumer, endpointId, zoneId, "Wait", "Connected");
        },
        async accept(serviceId, endpointId, parameters = {}) {
            await provider.call("EnableVpcEndpointConnection", {
                ServiceId: serviceId,
                EndpointId: endpointId,
                ...parameters,
            });
            await eventually(
                () => scene.connection(serviceId, endpointId),
                ({ ConnectionStatus }) => ConnectionStatus === "Connected",
            );
        },
        async disconnected(serviceId, endpointId) {
            await eventually(
                () => scene.connection(serviceId, endpointId),
                ({ ConnectionStatus }) => ConnectionStatus === "Disconnected",
            );
        },
        async connection(serviceId, endpointId) {
            const { Connections } = await provider.call("ListVpcEndpointConnections", {
                ServiceId: serviceId,
                EndpointId: endpointId,
            });
            return Connections[0];
        },
    };
    return scene;
}

/** The code that a call is refused with. */
export async function code(call: Promise<unknown>): Promise<string> {
    return (await refusal(call)).code;
}

/** Waits for a service to get to a status and answers it. */
export function serviceStatus(owner: Side, ServiceId: string, status: string): Promise<Body> {
    return eventually(
        () => owner.call("GetVpcEndpointServiceAttribute", { ServiceId }),
        ({ ServiceStatus }) => ServiceStatus === status,
    );
}

export function endpointStatus(owner: Side, EndpointId: string, status: string): Promise<Body> {
    return eventually(
        () => owner.call("GetVpcEndpointAttribute", { EndpointId }),
        ({ EndpointStatus }) => EndpointStatus === status,
    );
}

export function zoneStatus(
    owner: Side,
    EndpointId: string,
    zoneId: string,
    ...statuses: string[]
): Promise<Body> {
    return eventually(
        async () => {
            const { Zones } = await owner.call("ListVpcEndpointZones", { EndpointId });
            return Zones.find(({ ZoneId }: Body) => ZoneId === zoneId) ?? {};
        },
        ({ ZoneStatus }) => statuses.includes(ZoneStatus ?? "gone"),
    );
}

/** The networks and load balancers are put straight into the cloud: their products have their own tests. */
export function side(emulator: Emulator, account: Account, regionId = REGION): Side {
    const { cloud } = emulator;
    const { accountId } = account;
    const { call } = clients(emulator, account, regionId);
    const owned = { accountId, regionId };
    const [first, second] = findRegion(regionId)?.zoneIds ?? [];
    const vpcId = newIdentifier("vpc-");
    const common = { createdAt: new Date(), name: "", description: "" };
    cloud.vpc.vpcs.add({
        ...owned,
        ...common,
        id: vpcId,
        cidrBlock: "10.0.0.0/16",
        status: "Available",
        resourceGroupId: "",
        routerId: "",
        routeTableId: "",
        tags: new Map(),
    } as never);
    const vswitchIds: Record<string, string> = {};
    [first, second].forEach((zoneId, position) => {
        const id = newIdentifier("vsw-");
        vswitchIds[zoneId] = id;
        cloud.vpc.vswitches.add({
            ...owned,
            ...common,
            id,
            vpcId,
            zoneId,
            cidrBlock: `10.0.${position}.0/24`,
            status: "Available",
            tags: new Map(),
            addresses: new Map(),
        } as never);
    });
    return {
        account,
        vpcId,
        vswitchIds,
        call: (action, parameters) => call(PRIVATELINK, action, parameters),
        securityGroup(type = "normal", ofVpc = vpcId) {
            const id = newIdentifier("sg-");
            cloud.ecs.securityGroups.add({
                ...owned,
                ...common,
                id,
                vpcId: ofVpc,
                type,
                rules: [],
                tags: new Map(),
            } as never);
            return id;
        },
        loadBalancer(zoneId, changes = {}) {
            const id = newIdentifier("lb-");
            cloud.slb.loadBalancers.add({
                ...owned,
                ...common,
                id,
                addressType: "intranet",
                address: "10.0.0.9",
                vpcId,
                vswitchId: vswitchIds[zoneId],
                masterZoneId: zoneId,
                slaveZoneId: "",
                payType: "PayOnDemand",
                status: "active",
                backendServers: [],
                listeners: [],
                tags: new Map(),
                ...changes,
            } as never);
            return id;
        },
    };
}
