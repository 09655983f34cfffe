import type { Args, Part } from "../row";

/** The zones of the region that everything is in. */
export const ZONE_A = "eu-central-1a";
export const ZONE_B = "eu-central-1b";
export const ZONE_C = "eu-central-1c";

/** An output of a part of the row's scenario. */
export function output(
    componentClass: string,
    property: string,
    suffix = "",
): { readonly output: string } {
    return { output: `${componentClass} *${suffix} ${property}` };
}

/** The resource groups that a row moves something to, and from. */
export const OTHER_GROUP = "rg-orders1234567";
export const GROUP_AFTER = "rg-invoices123456";

/** An endpoint service that publishes load balancers. */
export function service(serviceResources: readonly Args[], args: Args = {}): Part {
    return { componentClass: "EndpointService", args: { serviceResources, ...args } };
}

/** A CLB in the first zone with a TCP listener and a server that answers. */
export function clb(args: Args = {}): Part {
    return {
        componentClass: "ClbServiceResource",
        args: {
            vswitchId: "<vswitch a>",
            zoneId: ZONE_A,
            listeners: [{ port: 80, backendPort: 8080 }],
            backendServers: [{ serverId: "<server one>" }],
            ...args,
        },
    };
}

export const CLB_RESOURCE: Args = {
    loadBalancerId: output("ClbServiceResource", "loadBalancerId"),
    zoneIds: [ZONE_A],
};

/** An ALB in two zones with an HTTP listener and a server that answers. */
export function alb(args: Args = {}): Part {
    return {
        componentClass: "AlbServiceResource",
        args: {
            vpcId: "<vpc>",
            zones: [
                { zoneId: ZONE_A, vswitchId: "<vswitch a>", address: "<address a 0>" },
                { zoneId: ZONE_B, vswitchId: "<vswitch b>", address: "<address b 0>" },
            ],
            listeners: [{ port: 80 }],
            serverGroup: { servers: [{ serverIp: "<ip one>", port: 8080 }] },
            ...args,
        },
    };
}

export const ALB_RESOURCE: Args = {
    loadBalancerId: output("AlbServiceResource", "loadBalancerId"),
    zoneIds: [ZONE_A, ZONE_B],
};

/** An NLB in two zones with a TCP listener and a server that answers. */
export function nlb(args: Args = {}): Part {
    return {
        componentClass: "NlbServiceResource",
        args: {
            vpcId: "<vpc>",
            zones: [
                { zoneId: ZONE_A, vswitchId: "<vswitch a>" },
                { zoneId: ZONE_B, vswitchId: "<vswitch b>" },
            ],
            listeners: [{ port: 80 }],
            serverGroup: { servers: [{ name: "one", serverId: "<server one>", port: 8080 }] },
            ...args,
        },
    };
}

export const NLB_RESOURCE: Args = {
    loadBalancerId: output("NlbServiceResource", "loadBalancerId"),
    zoneIds: [ZONE_A, ZONE_B],
};

/** An endpoint in the first zone for a service that is there before the rows are. */
export function endpoint(args: Args = {}, suffix = ""): Part {
    return {
        componentClass: "InterfaceEndpoint",
        suffix,
        args: {
            serviceId: "<service one>",
            vpcId: "<client vpc>",
            zones: [{ zoneId: ZONE_A, vswitchId: "<client vswitch a>" }],
            ports: [{ port: 80 }],
            ...args,
        },
    };
}

/** The offer of the service that is there before the rows are. */
export const OFFER: Args = {
    contractVersion: 2,
    serviceId: "<service one>",
    serviceName: "<service name one>",
    regionId: "eu-central-1",
    accountId: "<account>",
    zoneIds: [ZONE_A, ZONE_B],
    ports: [{ port: 80, protocol: "tcp" }],
    acceptanceRequired: true,
    payer: "Endpoint",
    allowedAccountIds: [],
    whitelistComplete: true,
};

/** Accepts the row's endpoint. */
export function connection(args: Args = {}): Part {
    return {
        componentClass: "EndpointConnection",
        args: {
            serviceId: "<service one>",
            endpointId: output("InterfaceEndpoint", "endpointId"),
            ...args,
        },
    };
}

/** A second service, of a second load balancer. */
export function secondService(): readonly Part[] {
    const loadBalancerId = output("ClbServiceResource", "loadBalancerId", "-second");
    return [
        { ...clb(), suffix: "-second" },
        { ...service([{ loadBalancerId, zoneIds: [ZONE_A] }]), suffix: "-second" },
    ];
}
