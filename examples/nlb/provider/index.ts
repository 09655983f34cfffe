import { EndpointService, NlbServiceResource } from "@cloud-components/alicloud-privatelink";
import * as ecs from "@pulumi/alicloud/ecs";
import * as vpc from "@pulumi/alicloud/vpc";
import * as pulumi from "@pulumi/pulumi";

/** A web server that reads who connects, and answers with the endpoint's id: in its page, and in a header for the check. */
const SERVER = String.raw`
import http.server, socketserver, sys

class Handler(http.server.BaseHTTPRequestHandler):
    def handle(self):
        # In front of the request: 16 bytes, then as many as the last two of them say.
        header = self.rfile.read(16)
        if header[:12] == b"\r\n\r\n\0\r\nQUIT\n":
            rest = self.rfile.read(int.from_bytes(header[14:], "big"))
            # Behind 12 bytes of addresses and ports: extensions, each a type, a length and a value.
            self.endpoint_id, at = "", 12
            while at < len(rest):
                end = at + 3 + int.from_bytes(rest[at + 1:at + 3], "big")
                if rest[at] == 0xE1 and rest[at + 3] == 2:
                    self.endpoint_id = rest[at + 4:end].decode()
                at = end
            super().handle()

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("PrivateLink-Endpoint-Id", self.endpoint_id)
        self.end_headers()
        self.wfile.write(f"<h1>Hello {self.endpoint_id} from {sys.argv[2]}</h1>\n".encode())

class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    pass

Server(("", int(sys.argv[1])), Handler).serve_forever()
`;

const config = new pulumi.Config();
const cidrBlocks = config.getObject<Record<string, string>>("vswitchCidrBlocks") ?? {
    "cn-hangzhou-h": "192.168.3.0/24",
    "cn-hangzhou-i": "192.168.5.0/24",
};

// VPC2 with a small server in each zone, in place of your own.
const cidrBlock = "192.168.0.0/16";
const network = new vpc.Network("vpc2", { vpcName: "vpc2", cidrBlock });
const securityGroup = new ecs.SecurityGroup("backends", {
    securityGroupName: "backends",
    vpcId: network.id,
});
// The NLB reaches and checks its servers from its own vSwitches, or from 100.64.0.0/10. Nobody else may: they could
// write any header.
for (const cidrIp of [...Object.values(cidrBlocks), "100.64.0.0/10"]) {
    new ecs.SecurityGroupRule(`backends-tcp-80-${cidrIp}`, {
        securityGroupId: securityGroup.id,
        type: "ingress",
        ipProtocol: "tcp",
        portRange: "80/80",
        cidrIp,
    });
}
const image = { owners: "system", nameRegex: "^aliyun_3_.*x64", mostRecent: true };
const vswitches: Record<string, vpc.Switch> = {};
const servers: Record<string, ecs.Instance> = {};
for (const [index, zoneId] of Object.keys(cidrBlocks).entries()) {
    vswitches[zoneId] = new vpc.Switch(
        `vpc2-${zoneId}`,
        {
            vswitchName: `vpc2-${zoneId}`,
            vpcId: network.id,
            zoneId,
            cidrBlock: cidrBlocks[zoneId],
        },
        // One after the other: a VPC creates one vSwitch at a time (CreateVSwitch: IncorrectVSwitchStatus).
        { dependsOn: Object.values(vswitches).slice(-1) },
    );
    const name = `ecs0${index + 3}`;
    const systemDiskCategory = "cloud_essd";
    const type = { cpuCoreCount: 2, memorySize: 4, availabilityZone: zoneId, systemDiskCategory };
    const userData = `#!/bin/bash
cat > /srv/server.py <<'END_OF_PROGRAM'${SERVER}END_OF_PROGRAM
python3 /srv/server.py 80 ${name} &
`;
    servers[name] = new ecs.Instance(
        name,
        {
            instanceName: name,
            vswitchId: vswitches[zoneId].id,
            securityGroups: [securityGroup.id],
            instanceType: ecs.getInstanceTypesOutput(type).instanceTypes[0].id,
            imageId: ecs.getImagesOutput(image).images[0].id,
            systemDiskCategory,
            userData: Buffer.from(userData).toString("base64"),
        },
        // What the lookups find changes over time. A running server must not change with it.
        { ignoreChanges: ["instanceType", "imageId"] },
    );
}

const loadBalancer = new NlbServiceResource("service", {
    vpcId: network.id,
    zones: Object.entries(vswitches).map(([zoneId, { id }]) => ({ zoneId, vswitchId: id })),
    listeners: [{ port: 80 }],
    serverGroup: {
        servers: Object.entries(servers).map(([name, { id }]) => ({ name, serverId: id })),
    },
    consumerIdentity: true,
    // Any other argument, from the config.
    ...config.getObject<object>("loadBalancer"),
});
const service = new EndpointService("service", {
    serviceResources: [loadBalancer],
    serviceDescription: "A service behind an NLB",
    whitelistedElsewhere: false,
    // Any other argument, from the config.
    ...config.getObject<object>("service"),
});

/** For the consumer and the connection stack. */
export const offer = service.offer;
export const { serviceId, serviceName, serviceDomain } = service;
export const { loadBalancerId, dnsName: loadBalancerDnsName } = loadBalancer;
export const vpcId = network.id;
export const backendIds = Object.fromEntries(
    Object.entries(servers).map(([name, { id }]) => [name, id]),
);
