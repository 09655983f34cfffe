import type * as pulumi from "@pulumi/pulumi";

import {
    EndpointConnection,
    type EndpointRequest,
    EndpointService,
    type EndpointServiceOffer,
    InterfaceEndpoint,
} from "../../../index";
import { makeLoadBalancer } from "./loadBalancer";
import type { Scenario } from "./scenario";
import { addressOf, nextZone, type Scene, type Side, ZONES } from "./scene";

type Output<T> = pulumi.Output<T>;

/** The owner's program. */
export function publish(
    scene: Scene,
    { loadBalancer, service }: Scenario,
): Output<EndpointServiceOffer> {
    const { ports, loadBalancerId, loadBalancerZoneIds } = makeLoadBalancer(scene, loadBalancer);
    const uids = {
        consumer: scene.consumer.accountId,
        owner: scene.owner.accountId,
        third: "1999999999999999",
    };
    return new EndpointService("web", {
        serviceResources: [
            {
                loadBalancerId,
                zoneIds: service.zones.map((zone) => ZONES[zone]),
                loadBalancerZoneIds: service.knowsZones ? loadBalancerZoneIds : undefined,
            },
        ],
        ports,
        allowedAccountIds: service.allowed.map((each) => uids[each]),
        whitelistedElsewhere: false,
        ...service.options,
    }).offer;
}

/** The consumer's program. */
export function connect(
    scene: Scene,
    { endpoint }: Scenario,
    offer: EndpointServiceOffer,
): Output<EndpointRequest> {
    const { network, other } = consumerOf(scene, endpoint);
    const { host, vswitch, groups } = endpoint;
    const place = vswitch === "of another VPC" ? other : network;
    const { securityGroupId } = groups === "of another VPC" ? other : network;
    return new InterfaceEndpoint("web", {
        ...serviceBy(endpoint.by, offer),
        vpcId: network.vpcId,
        zones: endpoint.zones.map((zone) => ({
            zoneId: ZONES[zone],
            vswitchId: place.vswitchIds[vswitch === "of another zone" ? nextZone(zone) : zone],
            eniIp: host === undefined ? undefined : addressOf(1, zone, host),
        })),
        securityGroupIds: groups === "new" ? undefined : [securityGroupId],
        ...endpoint.options,
    }).request;
}

/** The owner's program that accepts the endpoint. */
export function accept(
    { connection }: Scenario,
    offer: EndpointServiceOffer,
    request: EndpointRequest,
): Output<string> {
    return new EndpointConnection("web", { offer, request, ...connection }).connectionStatus;
}

/** Whose account the endpoint is made in. */
export function consumerOf(scene: Scene, { byOwner }: Scenario["endpoint"]): Side {
    return byOwner ? scene.owner : scene.consumer;
}

function serviceBy(by: Scenario["endpoint"]["by"], offer: EndpointServiceOffer) {
    const { serviceName, serviceId } = offer;
    const ports = offer.ports as { port: number }[];
    return { offer: { offer }, name: { serviceName, ports }, id: { serviceId, ports } }[by];
}
