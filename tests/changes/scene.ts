import { rootCertificates } from "node:tls";

import type { Emulator } from "../../tools/emulator";
import { CertificateAuthority } from "../../tools/emulator/certificates";
import { ALB, type Clients, ECS, eventually, NLB, PRIVATELINK, SLB, VPC } from "../emulator/client";
import { IMAGE } from "../emulator/networkScene";
import { agentIsUp, runScript } from "../emulator/scripts";
import { ZONE_A, ZONE_B, ZONE_C } from "./rows/scenario";

/** What is there before the rows are, made by calls. */
export interface Scene {
    /** Ids by the place's name, as rows give it: `<vswitch a>`. */
    readonly places: ReadonlyMap<string, string>;
    /** Makes an endpoint for a service, as another program of a consumer does, and accepts it. */
    connect(serviceId: string, zoneIds: readonly string[]): Promise<Consumer>;
    disconnect(consumer: Consumer): Promise<void>;
    /** Which URLs answer a request of a client in the consumer's VPC. */
    answering(urls: readonly string[]): Promise<ReadonlySet<string>>;
}

/** An endpoint of a consumer. */
export interface Consumer {
    readonly serviceId: string;
    readonly endpointId: string;
    readonly domain: string;
    /** Of its first zone. */
    readonly zoneDomain: string;
}

/** Ports of the servers, each of them with a page. */
const SERVER_PORTS = [80, 81, 443, 8080, 8081];

/** Addresses that rows ask for are in the upper half of a vSwitch, where the cloud takes none by itself. */
export const FIXED_ADDRESSES: Readonly<Record<string, string>> = {
    a: "192.168.24",
    b: "192.168.40",
    b2: "192.168.88",
    c: "192.168.56",
    client: "10.0.24",
    clientb: "10.0.40",
};

/** Of the HTTPS listeners, for every name below orders.example. */
const CERTIFICATE_ID = "orders-certificate";

export async function makeScene({ cloud }: Emulator, owner: Clients): Promise<Scene> {
    const places = new Map<string, string>();
    const authority = await CertificateAuthority.create();
    cloud.serverCertificates.put(CERTIFICATE_ID, await authority.issue("*.orders.example"));
    places
        .set("authority", authority.certificate)
        .set("authority and another", `${authority.certificate}\n${rootCertificates[0]}`);
    const [vpcId, clientVpcId, otherVpcId] = await Promise.all([
        vpc(owner, "192.168.0.0/16"),
        vpc(owner, "10.0.0.0/16"),
        vpc(owner, "10.1.0.0/16"),
    ]);
    const vswitches: readonly (readonly [string, string, string, string])[] = [
        ["vswitch a", vpcId, "192.168.16.0/20", ZONE_A],
        ["vswitch a2", vpcId, "192.168.64.0/20", ZONE_A],
        ["vswitch b", vpcId, "192.168.32.0/20", ZONE_B],
        ["vswitch b2", vpcId, "192.168.80.0/20", ZONE_B],
        ["vswitch c", vpcId, "192.168.48.0/20", ZONE_C],
        ["client vswitch a", clientVpcId, "10.0.16.0/20", ZONE_A],
        ["client vswitch a2", clientVpcId, "10.0.64.0/20", ZONE_A],
        ["client vswitch b", clientVpcId, "10.0.32.0/20", ZONE_B],
        ["other client vswitch a", otherVpcId, "10.1.16.0/20", ZONE_A],
    ];
    places.set("vpc", vpcId).set("client vpc", clientVpcId).set("other client vpc", otherVpcId);
    // A VPC takes one vSwitch at a time.
    for (const [name, id, block, zone] of vswitches) {
        places.set(name, await vswitch(owner, id, block, zone));
    }
    const place = (name: string) => places.get(name) ?? "";
    const groupIds = await Promise.all([
        securityGroup(owner, vpcId, "192.168.0.0/16", SERVER_PORTS),
        securityGroup(owner, clientVpcId),
    ]);
    const names = ["one", "two", "three"];
    const [clientId, ...serverIds] = await Promise.all([
        instance(owner, place("client vswitch a"), groupIds[1] ?? "", {
            PrivateIpAddress: "10.0.16.200",
        }),
        ...names.map((name) =>
            instance(owner, place("vswitch a"), groupIds[0] ?? "", {
                UserData: pages(name),
                PrivateIpAddress: `192.168.16.${200 + names.indexOf(name)}`,
            }),
        ),
    ]);
    for (const [index, name] of names.entries()) {
        places.set(`server ${name}`, serverIds[index] ?? "");
        places.set(`ip ${name}`, `192.168.16.${200 + index}`);
    }
    places.set(
        "second client",
        await instance(owner, place("client vswitch a"), groupIds[1] ?? ""),
    );
    places.set("client", clientId ?? "").set("client ip", "10.0.16.200");
    for (const name of ["clients one", "clients two"]) {
        places.set(name, await securityGroup(owner, clientVpcId, "10.0.0.0/16", [80, 81, 443]));
    }
    places.set("servers", groupIds[0] ?? "");
    places.set("servers two", await securityGroup(owner, vpcId, "192.168.0.0/16", SERVER_PORTS));
    for (const name of ["one", "two"]) {
        const zones = { [ZONE_A]: place("vswitch a"), [ZONE_B]: place("vswitch b") };
        places.set(`nlb ${name}`, await networkLoadBalancer(owner, name, vpcId, zones));
    }
    for (const name of ["one", "two", "three", "four"]) {
        places.set(`clb ${name}`, await loadBalancer(owner, name, place("vswitch a"), ZONE_A)).set(
            `alb ${name}`,
            await applicationLoadBalancer(owner, name, vpcId, {
                [ZONE_A]: place("vswitch a"),
                [ZONE_B]: place("vswitch b"),
            }),
        );
    }
    await agentIsUp(owner, clientId ?? "");
    places.set("account", owner.account.accountId);
    for (const name of ["one", "two"]) {
        const { serviceId, serviceName } = await publish(owner, name, place);
        places.set(`service ${name}`, serviceId).set(`service name ${name}`, serviceName);
        const { endpointId, domain, zoneDomain } = await connect(owner, serviceId, {
            VpcId: clientVpcId,
            SecurityGroupId: [place("clients one")],
            Zone: [{ ZoneId: ZONE_A, VSwitchId: place("client vswitch a") }],
        });
        places
            .set(`endpoint ${name}`, endpointId)
            .set(`endpoint domain ${name}`, domain)
            .set(`endpoint zone domain ${name}`, zoneDomain);
    }
    const vswitchIds: Readonly<Record<string, string>> = {
        [ZONE_A]: place("client vswitch a"),
        [ZONE_B]: place("client vswitch b"),
    };
    return {
        places,
        connect: (serviceId, zoneIds) =>
            connect(owner, serviceId, {
                VpcId: clientVpcId,
                SecurityGroupId: [place("clients one")],
                Zone: zoneIds.map((ZoneId) => ({ ZoneId, VSwitchId: vswitchIds[ZoneId] })),
            }),
        disconnect: (consumer) => disconnect(owner, consumer),
        async answering(urls) {
            const script = [
                `for url in ${urls.map((url) => `'${url}'`).join(" ")}; do`,
                "curl -s --connect-timeout 1 --max-time 5 -o /dev/null -w '%{http_code} ' $url || true",
                "echo $url",
                "done",
            ];
            const { output } = await runScript(owner, clientId ?? "", script.join("\n"), {
                timeout: 600,
            });
            const lines = output.toString().split("\n");
            return new Set(
                lines.flatMap((line) => (line.startsWith("200 ") ? [line.slice(4)] : [])),
            );
        },
    };
}

function pages(name: string): string {
    const lines = [
        "#!/bin/sh",
        `echo '${name}' > /srv/index.html`,
        `echo '${name}' > /srv/page.html`,
        ...SERVER_PORTS.map((port) => `cd /srv && python3 -m http.server ${port} &`),
    ];
    return Buffer.from(lines.join("\n")).toString("base64");
}

async function vpc({ call }: Clients, CidrBlock: string): Promise<string> {
    const { VpcId } = await call(VPC, "CreateVpc", { CidrBlock });
    await eventually(
        () => call(VPC, "DescribeVpcAttribute", { VpcId }),
        ({ Status }) => Status === "Available",
    );
    return VpcId as string;
}

async function vswitch({ call }: Clients, VpcId: string, CidrBlock: string, ZoneId: string) {
    const { VSwitchId } = await call(VPC, "CreateVSwitch", { VpcId, CidrBlock, ZoneId });
    await eventually(
        () => call(VPC, "DescribeVSwitchAttributes", { VSwitchId }),
        ({ Status }) => Status === "Available",
    );
    return VSwitchId as string;
}

/** A security group that opens the ports to a block. */
async function securityGroup(
    { call }: Clients,
    VpcId: string,
    SourceCidrIp = "",
    ports: readonly number[] = [],
): Promise<string> {
    const { SecurityGroupId } = await call(ECS, "CreateSecurityGroup", { VpcId });
    for (const port of ports) {
        await call(ECS, "AuthorizeSecurityGroup", {
            SecurityGroupId,
            IpProtocol: "tcp",
            PortRange: `${port}/${port}`,
            SourceCidrIp,
        });
    }
    return SecurityGroupId as string;
}

async function instance(
    { call }: Clients,
    VSwitchId: string,
    SecurityGroupId: string,
    parameters: Readonly<Record<string, string>> = {},
): Promise<string> {
    const { InstanceIdSets } = await call(ECS, "RunInstances", {
        ImageId: IMAGE,
        InstanceType: "ecs.c7.large",
        VSwitchId,
        SecurityGroupId,
        ...parameters,
    });
    const [InstanceId] = InstanceIdSets.InstanceIdSet as string[];
    await eventually(
        () => call(ECS, "DescribeInstanceAttribute", { InstanceId }),
        ({ Status }) => Status === "Running",
    );
    return InstanceId;
}

async function loadBalancer(
    { call }: Clients,
    name: string,
    VSwitchId: string,
    MasterZoneId: string,
): Promise<string> {
    const { LoadBalancerId } = await call(SLB, "CreateLoadBalancer", {
        VSwitchId,
        LoadBalancerSpec: "slb.s1.small",
        LoadBalancerName: name.replaceAll(" ", "-"),
        AddressType: "intranet",
        MasterZoneId,
    });
    return LoadBalancerId as string;
}

async function applicationLoadBalancer(
    { call }: Clients,
    LoadBalancerName: string,
    VpcId: string,
    vswitchIds: Readonly<Record<string, string>>,
): Promise<string> {
    const { LoadBalancerId } = await call(ALB, "CreateLoadBalancer", {
        LoadBalancerName: `alb-${LoadBalancerName}`,
        LoadBalancerEdition: "Basic",
        AddressType: "Intranet",
        AddressAllocatedMode: "Fixed",
        LoadBalancerBillingConfig: { PayType: "PostPay" },
        VpcId,
        ZoneMappings: Object.entries(vswitchIds).map(([ZoneId, VSwitchId]) => ({
            ZoneId,
            VSwitchId,
        })),
    });
    await eventually(
        () => call(ALB, "GetLoadBalancerAttribute", { LoadBalancerId }),
        ({ LoadBalancerStatus }) => LoadBalancerStatus === "Active",
    );
    return LoadBalancerId as string;
}

async function networkLoadBalancer(
    { call }: Clients,
    name: string,
    VpcId: string,
    vswitchIds: Readonly<Record<string, string>>,
): Promise<string> {
    const { LoadbalancerId } = await call(NLB, "CreateLoadBalancer", {
        LoadBalancerName: `nlb-${name}`,
        AddressType: "Intranet",
        VpcId,
        ZoneMappings: Object.entries(vswitchIds).map(([ZoneId, VSwitchId]) => ({
            ZoneId,
            VSwitchId,
        })),
    });
    await eventually(
        () => call(NLB, "GetLoadBalancerAttribute", { LoadBalancerId: LoadbalancerId }),
        ({ LoadBalancerStatus }) => LoadBalancerStatus === "Active",
    );
    return LoadbalancerId as string;
}

/** A service in two zones, that answers at the ports 80 and 81, and over TLS at 443. */
async function publish(owner: Clients, name: string, place: (name: string) => string) {
    const { call } = owner;
    const { ServiceId, ServiceName } = await call(PRIVATELINK, "CreateVpcEndpointService", {
        ServiceDescription: `service ${name}`,
    });
    const isActive = () =>
        eventually(
            () => call(PRIVATELINK, "GetVpcEndpointServiceAttribute", { ServiceId }),
            ({ ServiceStatus }) => ServiceStatus === "Active",
        );
    await isActive();
    for (const [zone, zoneId] of [
        ["a", ZONE_A],
        ["b", ZONE_B],
    ] as const) {
        const title = `service ${name} ${zone}`;
        const ResourceId = await loadBalancer(owner, title, place(`vswitch ${zone}`), zoneId);
        await call(SLB, "AddBackendServers", {
            LoadBalancerId: ResourceId,
            BackendServers: JSON.stringify([{ ServerId: place("server one"), Weight: "100" }]),
        });
        for (const ListenerPort of [80, 81]) {
            const named = { LoadBalancerId: ResourceId, ListenerPort };
            await call(SLB, "CreateLoadBalancerTCPListener", {
                ...named,
                BackendServerPort: 8080,
                Bandwidth: -1,
            });
            await call(SLB, "StartLoadBalancerListener", named);
        }
        const secure = { LoadBalancerId: ResourceId, ListenerPort: 443 };
        await call(SLB, "CreateLoadBalancerHTTPSListener", {
            ...secure,
            BackendServerPort: 8080,
            Bandwidth: -1,
            HealthCheck: "off",
            StickySession: "off",
            ServerCertificateId: CERTIFICATE_ID,
        });
        await call(SLB, "StartLoadBalancerListener", secure);
        await call(PRIVATELINK, "AttachResourceToVpcEndpointService", {
            ServiceId,
            ResourceId,
            ResourceType: "slb",
        });
        await isActive();
    }
    return { serviceId: ServiceId as string, serviceName: ServiceName as string };
}

async function connect(
    { call }: Clients,
    ServiceId: string,
    parameters: Readonly<Record<string, unknown>>,
): Promise<Consumer> {
    const { EndpointId, EndpointDomain } = await call(PRIVATELINK, "CreateVpcEndpoint", {
        ServiceId,
        ...parameters,
    });
    const zonesAre = (...wanted: string[]) =>
        eventually(
            () => call(PRIVATELINK, "ListVpcEndpointZones", { EndpointId }),
            ({ Zones }) =>
                (Zones as { ZoneStatus: string }[]).every(({ ZoneStatus }) =>
                    wanted.includes(ZoneStatus),
                ),
        );
    const { Zones } = await zonesAre("Wait", "Connected");
    const [zone] = Zones as { ZoneStatus: string; ZoneDomain: string }[];
    if (zone?.ZoneStatus === "Wait") {
        await call(PRIVATELINK, "EnableVpcEndpointConnection", { ServiceId, EndpointId });
        await zonesAre("Connected");
    }
    return {
        serviceId: ServiceId,
        endpointId: EndpointId as string,
        domain: EndpointDomain as string,
        zoneDomain: zone?.ZoneDomain ?? "",
    };
}

async function disconnect({ call }: Clients, consumer: Consumer): Promise<void> {
    const { serviceId: ServiceId, endpointId: EndpointId } = consumer;
    const named = { ServiceId, EndpointId };
    await call(PRIVATELINK, "DisableVpcEndpointConnection", named);
    await eventually(
        () => call(PRIVATELINK, "ListVpcEndpointConnections", named),
        ({ Connections }) =>
            (Connections as { ConnectionStatus: string }[])[0]?.ConnectionStatus === "Disconnected",
    );
    const { Zones } = await call(PRIVATELINK, "ListVpcEndpointZones", { EndpointId });
    for (const { ZoneId } of Zones as { ZoneId: string }[]) {
        await call(PRIVATELINK, "RemoveZoneFromVpcEndpoint", { EndpointId, ZoneId });
        await eventually(
            () => call(PRIVATELINK, "ListVpcEndpointZones", { EndpointId }),
            (found) =>
                (found.Zones as { ZoneId: string }[]).every((zone) => zone.ZoneId !== ZoneId),
        );
    }
    await call(PRIVATELINK, "DeleteVpcEndpoint", { EndpointId });
    await eventually(
        () => call(PRIVATELINK, "ListVpcEndpointConnections", named),
        ({ Connections }) => (Connections as unknown[]).length === 0,
    );
}
