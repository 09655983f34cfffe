// A program outside of the repository, compiled in each kind of TypeScript project. It fits the components together
// without a cast, and runs under the package's mocks.
import {
    ClbServiceResource,
    ConnectivityCheck,
    EndpointConnection,
    EndpointService,
    InterfaceEndpoint,
    PrivateDnsName,
} from "@cloud-components/alicloud-privatelink";
import { MockCloud } from "@cloud-components/alicloud-privatelink/testing";
import * as pulumi from "@pulumi/pulumi";

/** Both sides in one program. */
function program() {
    const config = new pulumi.Config();
    const zoneId = config.require("zoneId");
    const clb = new ClbServiceResource("orders", {
        vswitchId: "vsw-1",
        zoneId,
        listeners: [{ port: 443 }],
        backendServers: [{ serverId: "i-1" }],
    });
    const service = new EndpointService("orders", {
        serviceResources: [
            { loadBalancerId: clb.loadBalancerId, zoneIds: clb.zoneIds, ports: clb.ports },
        ],
        serviceResourceType: clb.serviceResourceType,
    });
    const endpoint = new InterfaceEndpoint("orders", {
        offer: service.offer,
        ports: [{ port: 443 }],
        vpcId: "vpc-2",
        zones: clb.zoneIds.map((each) => ({ zoneId: each, vswitchId: "vsw-2" })),
    });
    const { connectionStatus } = new EndpointConnection("orders", {
        offer: service.offer,
        request: endpoint.request,
    });
    new PrivateDnsName("orders", {
        zoneName: "internal.example",
        hostNames: ["orders"],
        endpointDomain: endpoint.endpointDomain,
        vpcIds: ["vpc-2"],
        connectionStatus,
    });
    const { passed } = new ConnectivityCheck("orders", {
        clientInstanceId: "i-2",
        endpointId: endpoint.endpointId,
        endpointDomain: endpoint.endpointDomain,
        port: 443,
    });
    return { connectionStatus, passed, zoneId: clb.zoneId };
}

async function main(): Promise<void> {
    const config = { zoneId: "eu-central-1a" };
    const outputs = await new MockCloud().run(program, { config });
    console.log(`${outputs.connectionStatus} in ${outputs.zoneId}, passed: ${outputs.passed}`);
}

main().catch((error: unknown) => {
    console.error(error);
    process.exit(1);
});
