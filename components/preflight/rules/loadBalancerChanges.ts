import { z } from "zod";

import { crossFieldRule, join } from "./rule";

const STATE = "the state of the stack";

/** A change that makes Pulumi replace the load balancer. */
const REPLACED = z.object({ id: z.string(), from: z.string(), to: z.string() });
type Replaced = z.infer<typeof REPLACED>;

/** For a state that differs from what the cloud has. */
const OFFLINE_HINT = 'To skip this check, set preflight to "offline".';

const formatReplacement = ({ id, from, to }: Replaced) =>
    `changing "${from}" to "${to}" replaces load balancer ${id}`;

const formatImpossible = ({ from, to }: { from: string; to: string }) =>
    `cannot be changed from "${from}" to "${to}"`;

const KEEP_OR_CLOSE_CONNECTIONS =
    "Keep the load balancer and add another one under a different name. " +
    "Or close the connections first: run an update without their EndpointConnection (if the service accepts " +
    "endpoints automatically, without the endpoints themselves), then make this change, then connect them again. " +
    OFFLINE_HINT;

export const replacedLoadBalancerNotInUse = crossFieldRule({
    id: "loadBalancerChanges.replacedLoadBalancerNotInUse",
    facts: REPLACED.extend({ serviceId: z.string(), endpointIds: z.array(z.string()).readonly() }),
    title: "A load balancer that is replaced while endpoints are connected through it",
    prevents:
        "A new load balancer beside an old one that cannot be detached from the endpoint service: every later update fails, too.",
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
            : `${formatReplacement(replaced)}, which cannot be detached from service ${serviceId} while endpoints are connected: ${join(endpointIds)}. ${KEEP_OR_CLOSE_CONNECTIONS}`,
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
    title: "Switching to another load balancer while endpoints are connected through the current one",
    prevents:
        "Clients that are cut off in the middle of an update, which then fails, as does every later one.",
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
            : `${to === undefined ? "is missing, so a new load balancer" : `"${to}"`} would replace load balancer ${from}, ` +
              `${isOwn ? "which this component created and Pulumi would delete" : "which would lose the listeners of this component"}. ` +
              `Endpoints are connected to service ${serviceId} through it: ${join(endpointIds)}. ${KEEP_OR_CLOSE_CONNECTIONS}`,
});

export const replacedLoadBalancerNotProtected = crossFieldRule({
    id: "loadBalancerChanges.replacedLoadBalancerNotProtected",
    facts: REPLACED.extend({ isProtected: z.boolean() }),
    title: "A load balancer that is replaced while it is protected from deletion",
    prevents:
        "An old load balancer that cannot be deleted after its replacement was created: every later update fails, too.",
    source: "DeleteLoadBalancer of CLB and ALB: deletion protection",
    lookup: STATE,
    example: { id: "lb-1", from: "eu-central-1b", to: "eu-central-1c", isProtected: true },
    problem: ({ isProtected, ...replaced }) =>
        isProtected
            ? `${formatReplacement(replaced)}, which is protected from deletion. First set deletionProtection to false and run "pulumi up", then make this change. ${OFFLINE_HINT}`
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
        "A new load balancer that the cloud refuses to create because the old one still has the address.",
    source: "CreateLoadBalancer of CLB: Address; of ALB: ZoneMappings.IntranetAddress",
    lookup: STATE,
    example: { address: "192.168.1.10", id: "lb-1", changed: ["secondaryZoneId"] },
    problem: ({ address, id, changed }) =>
        changed.length === 0
            ? undefined
            : `found "${address}", which load balancer ${id} has. Changing ${join(changed)} creates a new load balancer before that one is deleted, and both cannot have the same address. Change the address in the same update. If an earlier update failed halfway, repeat that one first.`,
});

export const chargeTypeNotReverted = crossFieldRule({
    id: "loadBalancerChanges.chargeTypeNotReverted",
    facts: z.object({ from: z.string(), to: z.string() }),
    title: "Returning a CLB to billing by specification",
    prevents: "An update that fails every time.",
    source: "alicloud provider 1.285.0: slb.ApplicationLoadBalancer calls ModifyLoadBalancerInstanceChargeType without LoadBalancerSpec, which PayBySpec requires",
    lookup: STATE,
    example: { from: "PayByCLCU", to: "PayBySpec" },
    problem: ({ from, to }) =>
        from === "PayByCLCU" && to === "PayBySpec"
            ? `${formatImpossible({ from, to })}: the provider omits the specification, which the API requires. Change it in the console, run "pulumi refresh", then change it here. ${OFFLINE_HINT}`
            : undefined,
});

/** Editions of an ALB, from the smallest to the largest. */
const EDITIONS: readonly string[] = ["Basic", "Standard", "StandardWithWaf"];

export const editionNotLowered = crossFieldRule({
    id: "loadBalancerChanges.editionNotLowered",
    facts: z.object({ id: z.string(), from: z.string(), to: z.string() }),
    title: "Downgrading the edition of an ALB",
    prevents: "An update that the cloud refuses every time.",
    source: "UpdateLoadBalancerEdition of ALB: OperationDenied.Downgrade",
    lookup: STATE,
    example: { id: "alb-1", from: "Standard", to: "Basic" },
    problem: ({ id, from, to }) =>
        EDITIONS.indexOf(to) < EDITIONS.indexOf(from)
            ? `${formatImpossible({ from, to })}: the cloud does not downgrade an ALB. Set it to "${from}", the edition of load balancer ${id}; or add a load balancer under a different name and move the service to it.`
            : undefined,
});

export const healthCheckDomainNotRemoved = crossFieldRule({
    id: "loadBalancerChanges.healthCheckDomainNotRemoved",
    facts: z.object({ domain: z.string(), port: z.number() }),
    title: "Removing the host name of a CLB's health check",
    prevents: "An update that every run announces and none makes.",
    source: "alicloud provider 1.285.0: slb.Listener never clears healthCheckDomain",
    lookup: STATE,
    example: { domain: "orders.example.com", port: 80 },
    problem: ({ domain, port }) =>
        `is missing, but the provider cannot remove the host name "${domain}" of a listener. Set another host name; or remove the listener of port ${port} in one update and add it again without a host name in the next.`,
});

export const removedZoneNotInUse = crossFieldRule({
    id: "loadBalancerChanges.removedZoneNotInUse",
    facts: z.object({
        zoneId: z.string(),
        id: z.string(),
        serviceIds: z.array(z.string()).readonly(),
    }),
    title: "Removing a zone from an ALB while a service uses it",
    prevents: "An update that fails halfway.",
    source: "UpdateLoadBalancerZones of ALB; AttachResourceToVpcEndpointService: ZoneId",
    lookup: STATE,
    example: { zoneId: "eu-central-1b", id: "alb-1", serviceIds: ["epsrv-1"] },
    problem: ({ zoneId, id, serviceIds }) =>
        serviceIds.length === 0
            ? undefined
            : `"${zoneId}" is missing, but ${join(serviceIds)} uses load balancer ${id} in that zone. First remove the zone from zoneIds of the service and run "pulumi up"; then remove it from the load balancer.`,
});

export const zoneMappingUnchanged = crossFieldRule({
    id: "loadBalancerChanges.zoneMappingUnchanged",
    facts: z.object({ zoneId: z.string(), from: z.string(), to: z.string() }),
    title: "Changing the vSwitch or the address of an ALB in a zone",
    prevents: "An update that the cloud refuses every time.",
    source: "UpdateLoadBalancerZones of ALB: OperationDenied.ZoneVSwitchChanged",
    lookup: STATE,
    example: { zoneId: "eu-central-1b", from: "192.168.1.10", to: "192.168.1.11" },
    problem: ({ zoneId, from, to }) =>
        from === to
            ? undefined
            : `${formatImpossible({ from, to })} while the load balancer is in ${zoneId}. First remove the zone and run "pulumi up"; then add it with the new value. An ALB always needs two zones: if it has only two, add another one first. ${OFFLINE_HINT}`,
});

export const serversPerCall = crossFieldRule({
    id: "loadBalancerChanges.serversPerCall",
    facts: z.object({ most: z.number(), added: z.number(), removed: z.number() }),
    title: "Number of servers that one update adds or removes",
    prevents: "An update that the cloud refuses every time.",
    source: "AddBackendServers and RemoveBackendServers of CLB: BackendServers; AddServersToServerGroup and RemoveServersFromServerGroup of ALB: Servers",
    lookup: STATE,
    example: { most: 200, added: 250, removed: 0 },
    problem: ({ most, added, removed }) => {
        const [what, count] = added > most ? ["adds", added] : ["removes", removed];
        return count <= most
            ? undefined
            : `this update ${what} ${count} servers. The provider does so in one call, which the cloud limits to ${most}. ${added > most ? "Add" : "Remove"} ${most} of them and run "pulumi up", then the others.`;
    },
});
