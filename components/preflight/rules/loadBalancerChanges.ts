import { z } from "zod";

import { crossFieldRule, join } from "./rule";

const STATE = "the state of the stack";

/** A change that Pulumi makes by a replacement of the load balancer. */
const REPLACED = z.object({ id: z.string(), from: z.string(), to: z.string() });
type Replaced = z.infer<typeof REPLACED>;

/** The way on where the state says what is not so. */
const OFFLINE_HINT = 'preflight "offline" tries it all the same.';

const formatReplacement = ({ id, from, to }: Replaced) =>
    `"${from}" becomes "${to}", which replaces load balancer ${id}`;

const CLOSE_CONNECTIONS_FIRST =
    "first close these connections with an update without their EndpointConnection " +
    "(where the service accepts every endpoint, without their endpoints), then change this, then connect again. " +
    OFFLINE_HINT;

export const replacedLoadBalancerNotInUse = crossFieldRule({
    id: "loadBalancerChanges.replacedLoadBalancerNotInUse",
    facts: REPLACED.extend({ serviceId: z.string(), endpointIds: z.array(z.string()).readonly() }),
    title: "A load balancer that is replaced while endpoints are connected through it",
    prevents:
        "A new load balancer that is made, and an old one that the endpoint service cannot let go: each later update fails as well.",
    source: "DetachResourceFromVpcEndpointService: EndpointServiceConnectionDependence",
    lookup: `${STATE}, and privatelink.getVpcEndpointConnections where a load balancer would be replaced`,
    example: {
        id: "lb-1",
        from: "eu-central-1b",
        to: "eu-central-1c",
        serviceId: "epsrv-1",
        endpointIds: ["ep-1", "ep-2"],
    },
    problem: ({ serviceId, endpointIds, ...replaced }) =>
        endpointIds.length === 0
            ? undefined
            : `${formatReplacement(replaced)}. The cloud does not take it off service ${serviceId} while endpoints are connected: ${join(endpointIds)}. ` +
              `Leave it as it is and add a load balancer with another name; or ${CLOSE_CONNECTIONS_FIRST}`,
});

export const formerLoadBalancerNotInUse = crossFieldRule({
    id: "loadBalancerChanges.formerLoadBalancerNotInUse",
    facts: z.object({
        from: z.string(),
        to: z.string().optional(),
        isOwn: z.boolean(),
        serviceId: z.string(),
        endpointIds: z.array(z.string()).readonly(),
    }),
    title: "A loadBalancerId that is given, changed or taken away while endpoints are connected through the load balancer before",
    prevents:
        "Clients that are cut off in the middle of an update, which then fails, and so does each later one.",
    source: "DeleteLoadBalancerListener of CLB, DeleteListener of ALB; DetachResourceFromVpcEndpointService: EndpointServiceConnectionDependence",
    lookup: `${STATE}, and privatelink.getVpcEndpointConnections where another load balancer takes its place`,
    example: {
        from: "lb-1",
        to: "lb-2",
        isOwn: false,
        serviceId: "epsrv-1",
        endpointIds: ["ep-1"],
    },
    problem: ({ from, to, isOwn, serviceId, endpointIds }) =>
        endpointIds.length === 0
            ? undefined
            : `${to === undefined ? "it is missing, and a new load balancer" : `"${to}"`} takes the place of load balancer ${from}, ` +
              `${isOwn ? "which this component made and Pulumi therefore deletes" : "which loses the listeners of this component"}. ` +
              `Service ${serviceId} has it, to which endpoints are connected: ${join(endpointIds)}. ` +
              `Leave it as it is and add a load balancer with another name; or ${CLOSE_CONNECTIONS_FIRST}`,
});

export const replacedLoadBalancerNotProtected = crossFieldRule({
    id: "loadBalancerChanges.replacedLoadBalancerNotProtected",
    facts: REPLACED.extend({ isProtected: z.boolean() }),
    title: "A load balancer that is replaced while it is protected from deletion",
    prevents:
        "An old load balancer that cannot be deleted, after the new one has taken its place; each later update fails as well.",
    source: "DeleteLoadBalancer of CLB and ALB: deletion protection",
    lookup: STATE,
    example: { id: "lb-1", from: "eu-central-1b", to: "eu-central-1c", isProtected: true },
    problem: ({ isProtected, ...replaced }) =>
        isProtected
            ? `${formatReplacement(replaced)}. It is protected from deletion: first set deletionProtection to false and run "pulumi up", then change this. ${OFFLINE_HINT}`
            : undefined,
});

export const addressNotInUse = crossFieldRule({
    id: "loadBalancerChanges.addressNotInUse",
    facts: z.object({
        address: z.string(),
        id: z.string(),
        changed: z.array(z.string()).readonly(),
    }),
    title: "A fixed address of a load balancer that is replaced",
    prevents:
        "A new load balancer that the cloud refuses to create, for the old one has its address until it is deleted.",
    source: "CreateLoadBalancer of CLB: Address; of ALB: ZoneMappings.IntranetAddress",
    lookup: STATE,
    example: { address: "192.168.1.10", id: "lb-1", changed: ["secondaryZoneId"] },
    problem: ({ address, id, changed }) =>
        changed.length === 0
            ? undefined
            : `found "${address}", which load balancer ${id} has. The change of ${join(changed)} makes another load balancer while this one is there, and two cannot have one address. Change the address in the same update; or, after an update that failed in the middle, run that one again first.`,
});

export const chargeTypeNotReverted = crossFieldRule({
    id: "loadBalancerChanges.chargeTypeNotReverted",
    facts: z.object({ from: z.string(), to: z.string() }),
    title: "A CLB that is to be billed by its specification again",
    prevents: "An update that fails at each try.",
    source: "alicloud provider 1.285.0: slb.ApplicationLoadBalancer calls ModifyLoadBalancerInstanceChargeType without LoadBalancerSpec, which PayBySpec requires",
    lookup: STATE,
    example: { from: "PayByCLCU", to: "PayBySpec" },
    problem: ({ from, to }) =>
        from === "PayByCLCU" && to === "PayBySpec"
            ? `"${from}" cannot become "${to}": the provider leaves the specification out of the call, which needs it. Change it in the console, run "pulumi refresh", and then change it here. ${OFFLINE_HINT}`
            : undefined,
});

/** Editions of an ALB, from the smallest to the largest. */
const EDITIONS: readonly string[] = ["Basic", "Standard", "StandardWithWaf"];

export const editionNotLowered = crossFieldRule({
    id: "loadBalancerChanges.editionNotLowered",
    facts: z.object({ id: z.string(), from: z.string(), to: z.string() }),
    title: "An ALB that is to have a smaller edition than it has",
    prevents: "An update that the cloud refuses at each try.",
    source: "UpdateLoadBalancerEdition of ALB: OperationDenied.Downgrade",
    lookup: STATE,
    example: { id: "alb-1", from: "Standard", to: "Basic" },
    problem: ({ id, from, to }) =>
        EDITIONS.indexOf(to) < EDITIONS.indexOf(from)
            ? `"${from}" cannot become "${to}": the cloud never lowers the edition of an ALB. Set edition to "${from}", which load balancer ${id} has; or add a load balancer with another name, and move the service to it.`
            : undefined,
});

export const healthCheckDomainNotRemoved = crossFieldRule({
    id: "loadBalancerChanges.healthCheckDomainNotRemoved",
    facts: z.object({ domain: z.string(), port: z.number() }),
    title: "Host name of a CLB's health check that is taken away",
    prevents: 'An "update" that is announced in each run and never made.',
    source: "alicloud provider 1.285.0: slb.Listener never clears healthCheckDomain",
    lookup: STATE,
    example: { domain: "orders.example.com", port: 80 },
    problem: ({ domain, port }) =>
        `"${domain}" cannot be taken away: the provider does not do it. Give another host name; or take the listener of port ${port} away with one update, and add it without a host name with the next.`,
});

export const removedZoneNotInUse = crossFieldRule({
    id: "loadBalancerChanges.removedZoneNotInUse",
    facts: z.object({
        zoneId: z.string(),
        id: z.string(),
        serviceIds: z.array(z.string()).readonly(),
    }),
    title: "A zone that is taken from an ALB while a service serves in it",
    prevents: "An update that fails in the middle.",
    source: "UpdateLoadBalancerZones of ALB; AttachResourceToVpcEndpointService: ZoneId",
    lookup: STATE,
    example: { zoneId: "eu-central-1b", id: "alb-1", serviceIds: ["epsrv-1"] },
    problem: ({ zoneId, id, serviceIds }) =>
        serviceIds.length === 0
            ? undefined
            : `"${zoneId}" is missing, in which ${join(serviceIds)} serves with load balancer ${id}. First take the zone from the zoneIds of the service and run "pulumi up"; then take it from the load balancer.`,
});

export const zoneMappingUnchanged = crossFieldRule({
    id: "loadBalancerChanges.zoneMappingUnchanged",
    facts: z.object({ zoneId: z.string(), from: z.string(), to: z.string() }),
    title: "The vSwitch and the address of a zone in which an ALB is",
    prevents: "An update that the cloud refuses at each try.",
    source: "UpdateLoadBalancerZones of ALB: OperationDenied.ZoneVSwitchChanged",
    lookup: STATE,
    example: { zoneId: "eu-central-1b", from: "192.168.1.10", to: "192.168.1.11" },
    problem: ({ zoneId, from, to }) =>
        from === to
            ? undefined
            : `"${from}" cannot become "${to}" while the load balancer is in ${zoneId}. First take the zone away and run "pulumi up"; then add it with the other value. The load balancer needs two zones all the time: where it has no more, add another one first. ${OFFLINE_HINT}`,
});

export const serversPerCall = crossFieldRule({
    id: "loadBalancerChanges.serversPerCall",
    facts: z.object({ most: z.number(), added: z.number(), removed: z.number() }),
    title: "Servers that are added or removed in one update",
    prevents: "An update that the cloud refuses at each try.",
    source: "AddBackendServers and RemoveBackendServers of CLB: BackendServers; AddServersToServerGroup and RemoveServersFromServerGroup of ALB: Servers",
    lookup: STATE,
    example: { most: 200, added: 250, removed: 0 },
    problem: ({ most, added, removed }) => {
        const [what, count] = added > most ? ["adds", added] : ["removes", removed];
        return count <= most
            ? undefined
            : `this update ${what} ${count} servers, and the cloud takes ${most} in one call, which is all that the provider makes. ${added > most ? "Add" : "Remove"} ${most} of them and run "pulumi up", then the others.`;
    },
});
