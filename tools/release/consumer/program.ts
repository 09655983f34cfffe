// A program outside of the repository that imports the package. It makes every component, without a
// look at the cloud, and writes their types to standard output, one a line.
import {
    AlbServiceResource,
    ClbServiceResource,
    ConnectivityCheck,
    EndpointConnection,
    type EndpointRequest,
    EndpointService,
    type EndpointServiceOffer,
    EndpointServiceConsumers,
    EndpointServiceWhitelist,
    InterfaceEndpoint,
    NlbServiceResource,
    PreflightError,
    PrivateDnsName,
    readOffer,
    readRequest,
    TransportProtocol,
} from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

const OFFER: EndpointServiceOffer = {
    contractVersion: 2,
    serviceId: "epsrv-1",
    serviceName: "com.aliyuncs.privatelink.eu-central-1.epsrv-1",
    regionId: "eu-central-1",
    accountId: "1234567890123456",
    zoneIds: ["eu-central-1a"],
    ports: [{ port: 443, protocol: TransportProtocol.Tcp }],
    acceptanceRequired: true,
    payer: "Endpoint",
    allowedAccountIds: ["1111222233334444"],
    whitelistComplete: true,
};

const REQUEST: EndpointRequest = {
    contractVersion: 2,
    endpointId: "ep-1",
    serviceId: OFFER.serviceId,
    regionId: OFFER.regionId,
    accountId: "1111222233334444",
    zoneIds: ["eu-central-1a"],
    endpointDomain: "ep-1.epsrv-1.eu-central-1.privatelink.aliyuncs.com",
};

async function makeComponents(): Promise<pulumi.ComponentResource[]> {
    const offer = await readOffer(JSON.stringify(OFFER));
    const request = await readRequest(JSON.stringify(REQUEST));
    const clb = new ClbServiceResource("clb", {
        vswitchId: "vsw-1",
        zoneId: "eu-central-1a",
        listeners: [{ port: 443, backendPort: 8443 }],
        backendServers: [{ serverId: "i-1" }],
    });
    const alb = new AlbServiceResource("alb", {
        vpcId: "vpc-1",
        zones: [
            { zoneId: "eu-central-1a", vswitchId: "vsw-1", address: "10.0.0.9" },
            { zoneId: "eu-central-1b", vswitchId: "vsw-2", address: "10.0.1.9" },
        ],
        listeners: [{ port: 80 }],
        serverGroup: { servers: [{ serverIp: "10.0.0.20" }] },
    });
    const nlb = new NlbServiceResource("nlb", {
        vpcId: "vpc-1",
        zones: [
            { zoneId: "eu-central-1a", vswitchId: "vsw-1" },
            { zoneId: "eu-central-1b", vswitchId: "vsw-2" },
        ],
        listeners: [{ port: 5432 }],
        serverGroup: { servers: [{ name: "primary", serverIp: "10.0.0.20", port: 5432 }] },
    });
    const service = new EndpointService("service", {
        serviceResources: [clb],
        allowedAccountIds: ["1111222233334444"],
    });
    const whitelist = new EndpointServiceWhitelist("whitelist", {
        serviceId: "epsrv-2",
        allowedAccountIds: ["1111222233334444"],
    });
    const consumers = new EndpointServiceConsumers("consumers", {
        serviceId: "epsrv-3",
        consumers: { "1111222233334444": { maxEndpoints: 1 } },
    });
    const endpoint = new InterfaceEndpoint("endpoint", {
        offer,
        vpcId: "vpc-2",
        zones: [{ zoneId: "eu-central-1a", vswitchId: "vsw-3" }],
        clientCidrBlocks: ["10.1.0.0/16"],
    });
    const connection = new EndpointConnection("connection", { offer, request });
    const check = new ConnectivityCheck("check", {
        clientInstanceId: "i-2",
        endpointId: request.endpointId,
        endpointDomain: request.endpointDomain,
        port: 443,
    });
    const privateDnsName = new PrivateDnsName("name", {
        zoneName: "internal.example",
        hostNames: ["orders"],
        endpointDomain: request.endpointDomain,
        vpcIds: ["vpc-2"],
        connectionStatus: connection.connectionStatus,
    });
    return [
        clb,
        alb,
        nlb,
        service,
        whitelist,
        consumers,
        endpoint,
        connection,
        check,
        privateDnsName,
    ];
}

/** A mistake in a program must be reported as one, and not fail somewhere inside the package. */
function makeMistake(): void {
    try {
        new EndpointServiceWhitelist("mistake", { serviceId: "epsrv-1", allowedAccountIds: ["1"] });
    } catch (error) {
        if (error instanceof PreflightError) {
            return;
        }
        throw error;
    }
    throw new Error("An account id of one digit was taken.");
}

async function main(): Promise<void> {
    await pulumi.runtime.setMocks({
        newResource: ({ name, inputs }) => ({ id: name, state: inputs as object }),
        // What is there of the cloud is the account; nothing else is ever answered.
        call: ({ token, inputs }) =>
            token.endsWith(":getCallerIdentity")
                ? { ...(inputs as object), accountId: OFFER.accountId }
                : new Promise<object>(() => undefined),
    });
    pulumi.runtime.setConfig("alicloud-privatelink:preflight", "offline");
    makeMistake();
    for (const component of await makeComponents()) {
        const urn = await new Promise<string>((resolve) => component.urn.apply(resolve));
        console.log(urn.split("::")[2]);
    }
    // What waits for the cloud waits for good, which the SDK would complain about.
    process.removeAllListeners("exit");
    process.exit(0);
}

main().catch((error: unknown) => {
    console.error(error);
    process.exit(1);
});
