import {
    ClbServiceResource,
    EndpointService,
    InterfaceEndpoint,
} from "@cloud-components/alicloud-privatelink";
import * as vpc from "@pulumi/alicloud/vpc";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();
const zoneId = "eu-central-1b";

const network = new vpc.Network("bench", { cidrBlock: "10.0.0.0/8" });
const { vpcId, id: vswitchId } = new vpc.Switch("bench", {
    vpcId: network.id,
    zoneId,
    cidrBlock: "10.0.0.0/16",
});

const services = Array.from({ length: config.requireNumber("services") }, (_, index) => {
    const name = `service-${index}`;
    const loadBalancer = new ClbServiceResource(name, {
        vswitchId,
        zoneId,
        listeners: [{ port: 80 }],
    });
    return new EndpointService(name, { serviceResources: [loadBalancer] });
});

for (let index = 0; index < config.requireNumber("endpoints"); index += 1) {
    new InterfaceEndpoint(`endpoint-${index}`, {
        offer: services[0].offer,
        ports: [{ port: 80 }],
        vpcId,
        zones: [{ zoneId, vswitchId }],
        clientCidrBlocks: ["10.0.0.0/16"],
    });
}
