import type { PlainInputs } from "./plainParts";

/**
 * What each component takes as plain values: the inputs that decide which resources there are, and the
 * contracts. Written by "npm run schema" from the types of the components.
 */
export const PLAIN_INPUTS: PlainInputs = {
    AlbServiceResource: {
        zones: [{ zoneId: "all" }],
        listeners: [{ port: "all", protocol: "all" }],
        serverGroup: { servers: [{}], healthCheck: {}, stickySession: {} },
        preflight: "all",
    },
    ClbServiceResource: {
        listeners: [{ port: "all", protocol: "all", healthCheck: {} }],
        backendServers: [{}],
        preflight: "all",
    },
    NlbServiceResource: {
        zones: [{ zoneId: "all" }],
        listeners: [{ port: "all", lastPort: "all", protocol: "all" }],
        serverGroup: { servers: [{ name: "all" }], healthCheck: {} },
        preflight: "all",
    },
    ConnectivityCheck: { timeoutSeconds: "all", preflight: "all" },
    EndpointConnection: { offer: "all", request: "all", whenClosed: "all", preflight: "all" },
    EndpointService: {
        serviceResources: [{ zoneIds: ["all"], serviceResourceType: "all", name: "all" }],
        allowedAccountIds: ["all"],
        supportedRegionIds: ["all"],
        ignoreConnectedEndpoints: "all",
        deletionGuard: "all",
        preflight: "all",
    },
    EndpointServiceConsumers: {
        consumers: {
            "*": {
                displayName: "all",
                maxEndpoints: "all",
                regionIds: ["all"],
                zoneIds: ["all"],
                endDate: "all",
            },
        },
        whenClosed: "all",
        preflight: "all",
    },
    EndpointServiceWhitelist: { allowedAccountIds: ["all"], preflight: "all" },
    InterfaceEndpoint: {
        offer: "all",
        zones: [{ zoneId: "all" }],
        ports: ["all"],
        clientCidrBlocks: ["all"],
        icmpAllowed: "all",
        preflight: "all",
    },
    PrivateDnsName: {
        zoneName: "all",
        offer: "all",
        hostNames: ["all"],
        zones: [{ zoneId: "all" }],
        preflight: "all",
    },
};
