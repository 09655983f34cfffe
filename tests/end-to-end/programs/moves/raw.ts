import * as ecs from "@pulumi/alicloud/ecs";
import * as privatelink from "@pulumi/alicloud/privatelink";
import * as slb from "@pulumi/alicloud/slb";
import {
    ClbServiceResource,
    EndpointConnection,
    EndpointService,
    InterfaceEndpoint,
} from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

import { type Surroundings, ZONE } from "./surroundings";

/** Resources of the provider that a program made itself, and the components that take them over. */
export function outOfRawResources(around: Surroundings, shape: string) {
    return shape === "raw" ? raw(around) : components(around);
}

const CLIENTS = "10.0.0.0/16";

function raw(around: Surroundings) {
    const balancer = new slb.ApplicationLoadBalancer("balancer", {
        loadBalancerName: "web",
        addressType: "intranet",
        vswitchId: around.vswitchIds[ZONE],
        masterZoneId: ZONE,
        loadBalancerSpec: "slb.s1.small",
    });
    const listener = new slb.Listener("at-port-80", {
        loadBalancerId: balancer.id,
        protocol: "tcp",
        frontendPort: 80,
        backendPort: 80,
        bandwidth: -1,
    });
    const servers = new slb.BackendServer("servers", {
        loadBalancerId: balancer.id,
        backendServers: [{ serverId: around.serverIds[0], weight: 100 }],
    });
    const service = new privatelink.VpcEndpointService("published", {
        serviceDescription: "Orders",
        autoAcceptConnection: false,
        zoneAffinityEnabled: true,
    });
    const attachment = new privatelink.VpcEndpointServiceResource(
        "attached",
        { serviceId: service.id, resourceId: balancer.id, resourceType: "slb", zoneId: ZONE },
        { dependsOn: [listener, servers] },
    );
    const group = new ecs.SecurityGroup("clients", {
        securityGroupName: "orders",
        vpcId: around.clientVpcId,
        innerAccessPolicy: "Drop",
    });
    new ecs.SecurityGroupRule("clients-at-port-80", {
        securityGroupId: group.id,
        type: "ingress",
        ipProtocol: "tcp",
        portRange: "80/80",
        cidrIp: CLIENTS,
    });
    const endpoint = new privatelink.VpcEndpoint(
        "subscribed",
        {
            vpcEndpointName: "orders",
            endpointType: "Interface",
            vpcId: around.clientVpcId,
            serviceName: service.vpcEndpointServiceName,
            securityGroupIds: [group.id],
        },
        { dependsOn: attachment },
    );
    const zone = new privatelink.VpcEndpointZone("in-zone", {
        endpointId: endpoint.id,
        vswitchId: around.clientVswitchId,
        zoneId: ZONE,
    });
    new privatelink.VpcEndpointServiceConnection(
        "accepted",
        { serviceId: service.id, endpointId: endpoint.id },
        { dependsOn: zone },
    );
    return {
        serviceId: service.id,
        endpointId: endpoint.id,
        endpointDomain: endpoint.endpointDomain,
        loadBalancerId: balancer.id,
    };
}

/** The former name of each child of a component, by the last part of its type and its name. */
type FormerNames = Readonly<Record<string, string>>;

/** Options for a component whose children replace resources that the program created itself. */
function takingOver(formerNames: FormerNames): pulumi.ComponentResourceOptions {
    return {
        transformations: [
            ({ type, name, props, opts }) => {
                const former = formerNames[`${type.split(":").at(-1)} ${name}`];
                const alias = { name: former, parent: pulumi.rootStackResource };
                return former === undefined
                    ? undefined
                    : { props, opts: { ...opts, aliases: [...(opts.aliases ?? []), alias] } };
            },
        ],
    };
}

function components(around: Surroundings) {
    const balancer = new ClbServiceResource(
        "web",
        {
            vswitchId: around.vswitchIds[ZONE],
            zoneId: ZONE,
            listeners: [{ port: 80 }],
            backendServers: [{ serverId: around.serverIds[0] }],
        },
        takingOver({
            "ApplicationLoadBalancer web": "balancer",
            "Listener web-80": "at-port-80",
            "BackendServer web": "servers",
        }),
    );
    const service = new EndpointService(
        "web",
        {
            serviceDescription: "Orders",
            serviceResources: [{ loadBalancerId: balancer.loadBalancerId, zoneIds: [ZONE] }],
            ports: balancer.ports,
        },
        takingOver({
            "VpcEndpointService web": "published",
            [`VpcEndpointServiceResource web-${ZONE}`]: "attached",
        }),
    );
    const endpoint = new InterfaceEndpoint(
        "web",
        {
            serviceName: service.serviceName,
            ports: [{ port: 80 }],
            vpcId: around.clientVpcId,
            zones: [{ zoneId: ZONE, vswitchId: around.clientVswitchId }],
            clientCidrBlocks: [CLIENTS],
            endpointName: "orders",
        },
        takingOver({
            "SecurityGroup web": "clients",
            [`SecurityGroupRule web-tcp-80-${CLIENTS}`]: "clients-at-port-80",
            "VpcEndpoint web": "subscribed",
            [`VpcEndpointZone web-${ZONE}`]: "in-zone",
        }),
    );
    new EndpointConnection(
        "web",
        { serviceId: service.serviceId, endpointId: endpoint.endpointId },
        takingOver({ "VpcEndpointServiceConnection web": "accepted" }),
    );
    return {
        serviceId: service.serviceId,
        endpointId: endpoint.endpointId,
        endpointDomain: endpoint.endpointDomain,
        loadBalancerId: balancer.loadBalancerId,
    };
}
