import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import { inventory } from "../end-to-end/holdings";
import { failureOf, operationsOf, up } from "../end-to-end/operations";
import { type LanguageBench, openLanguageBench } from "./languageBench";

const OTHER = `
name: other
runtime: yaml
outputs:
    zone: eu-central-1b
    zones: [{ zoneId: eu-central-1b, vswitchId: vsw-test }]
    ports: [{ port: 443, protocol: tcp }]
    clients: [10.0.0.0/16]
    secretClients: { fn::secret: [10.0.0.0/16] }
    accounts: ["1000000000000002"]
    listeners: [{ port: 80, protocol: http, backendPort: 8080 }]
`;

const IN_YAML = `
name: outputs
runtime: yaml
resources:
    other:
        type: pulumi:pulumi:StackReference
        properties: { name: "organization/other/\${pulumi.stack}" }
    vpc:
        type: alicloud:vpc/network:Network
        properties: { cidrBlock: 10.0.0.0/16 }
    vswitch:
        type: alicloud:vpc/switch:Switch
        properties:
            vpcId: \${vpc.id}
            zoneId: \${other.outputs["zone"]}
            cidrBlock: 10.0.0.0/24
    endpoint:
        type: alicloud-privatelink:InterfaceEndpoint
        properties:
            serviceId: epsrv-test
            vpcId: \${vpc.id}
            zones: \${other.outputs["zones"]}
            ports: \${other.outputs["ports"]}
            clientCidrBlocks: \${other.outputs["clients"]}
            preflight: offline
    whitelist:
        type: alicloud-privatelink:EndpointServiceWhitelist
        properties:
            serviceId: epsrv-test
            allowedAccountIds: \${other.outputs["accounts"]}
            preflight: offline
    loadBalancer:
        type: alicloud-privatelink:ClbServiceResource
        properties:
            vswitchId: \${vswitch.id}
            zoneId: \${other.outputs["zone"]}
            listeners: \${other.outputs["listeners"]}
            preflight: offline
    service:
        type: alicloud-privatelink:EndpointService
        properties:
            serviceResources:
                - loadBalancerId: \${loadBalancer.loadBalancerId}
                  zoneIds: ['\${other.outputs["zone"]}']
            ports: \${loadBalancer.ports}
            preflight: offline
`;

const IN_PYTHON = `
import pulumi
from pulumi_alicloud import vpc
from cloud_components_alicloud_privatelink import (
    ClbServiceResource, EndpointService, EndpointServiceWhitelist, InterfaceEndpoint)

other = pulumi.StackReference("other", stack_name=f"organization/other/{pulumi.get_stack()}")
network = vpc.Network("vpc", cidr_block="10.0.0.0/16")
vswitch = vpc.Switch("vswitch", vpc_id=network.id, zone_id=other.get_output("zone"), cidr_block="10.0.0.0/24")
InterfaceEndpoint("endpoint", service_id="epsrv-test", vpc_id=network.id, preflight="offline",
    zones=other.get_output("zones"), ports=other.get_output("ports"),
    client_cidr_blocks=other.get_output("clients"))
EndpointServiceWhitelist("whitelist", service_id="epsrv-test", preflight="offline",
    allowed_account_ids=other.get_output("accounts"))
load_balancer = ClbServiceResource("loadBalancer", vswitch_id=vswitch.id, preflight="offline",
    zone_id=other.get_output("zone"), listeners=other.get_output("listeners"))
EndpointService("service", ports=load_balancer.ports, preflight="offline", service_resources=[
    {"load_balancer_id": load_balancer.load_balancer_id, "zone_ids": [other.get_output("zone")]}])
`;

/** What both of the programs make. */
const OPERATIONS = [
    "create ClbServiceResource loadBalancer",
    "create EndpointService service",
    "create EndpointServiceWhitelist whitelist",
    "create InterfaceEndpoint endpoint",
    "create ecs.SecurityGroup endpoint",
    "create ecs.SecurityGroupRule endpoint-icmp-10.0.0.0/16",
    "create ecs.SecurityGroupRule endpoint-tcp-443-10.0.0.0/16",
    "create privatelink.VpcEndpoint endpoint",
    "create privatelink.VpcEndpointService service",
    "create privatelink.VpcEndpointServiceResource service-eu-central-1b",
    "create privatelink.VpcEndpointServiceUser whitelist-1000000000000002",
    "create privatelink.VpcEndpointZone endpoint-eu-central-1b",
    "create slb.ApplicationLoadBalancer loadBalancer",
    "create slb.Listener loadBalancer-80",
    "create vpc.Network vpc",
    "create vpc.Switch vswitch",
];

const OFFER = JSON.stringify({
    contractVersion: 2,
    serviceId: "epsrv-test",
    serviceName: "com.aliyuncs.privatelink.eu-central-1.epsrv-test",
    regionId: "eu-central-1",
    accountId: "1000000000000002",
    zoneIds: ["eu-central-1b"],
    ports: [{ port: 8443, protocol: "tcp" }],
    acceptanceRequired: true,
    payer: "Endpoint",
});

describe("outputs that decide which resources a component makes", () => {
    let bench: LanguageBench;

    before(async () => {
        bench = await openLanguageBench();
        await up(await yaml(OTHER));
    });

    after(() => bench?.close());

    function yaml(program: string): Promise<Stack> {
        const files = { "Pulumi.yaml": program };
        return bench.openCopy({ language: "yaml" }, files, { ALICLOUD_REGION: "eu-central-1" });
    }

    function python(program: string): Promise<Stack> {
        return bench.openCopy(
            { language: "python" },
            { "Pulumi.yaml": "name: outputs\nruntime: python\n", "__main__.py": program },
            { ALICLOUD_REGION: "eu-central-1" },
        );
    }

    it("are taken from another stack in YAML, and a preview shows all that is made of them", async () => {
        assert.deepEqual(await operationsOf(await yaml(IN_YAML), "preview"), OPERATIONS);
    });

    it("are taken from another stack in Python, and a preview shows all that is made of them", async () => {
        assert.deepEqual(await operationsOf(await python(IN_PYTHON), "preview"), OPERATIONS);
    });

    describe("are taken from the JSON of an offer", () => {
        const RULE = "create ecs.SecurityGroupRule endpoint-tcp-8443-10.0.0.0/16";

        const endpointFor = (offer: string) => `resources:
    endpoint:
        type: alicloud-privatelink:InterfaceEndpoint
        properties:
            offer: ${offer}
            vpcId: vpc-test
            zones: [{ zoneId: eu-central-1b, vswitchId: vsw-test }]
            clientCidrBlocks: [10.0.0.0/16]
            preflight: offline
`;

        it("in YAML, of which JSON is a part", async () => {
            const stack = await yaml(`
name: json
runtime: yaml
${endpointFor(OFFER)}`);
            assert.ok((await operationsOf(stack, "preview")).includes(RULE));
        });

        it("in YAML, as the text of a config value", async () => {
            const stack = await yaml(`
name: text
runtime: yaml
config:
    offer:
        type: string
        default: '${OFFER}'
${endpointFor("${offer}")}`);
            assert.ok((await operationsOf(stack, "preview")).includes(RULE));
        });

        it("in Go, as the text of a config value", async () => {
            const stack = await bench.openCopy({
                language: "go",
                folder: "tests/languages/go/parts",
                config: { "parts:offer": OFFER, "parts:zoneIds": ["eu-central-1b"] },
            });
            assert.ok((await operationsOf(stack, "preview")).includes(RULE));
        });

        it("in Python, parsed or as a text", async () => {
            const stack = await python(`
import json
from cloud_components_alicloud_privatelink import InterfaceEndpoint

for name, offer in (("endpoint", json.loads('${OFFER}')), ("text", '${OFFER}')):
    InterfaceEndpoint(name, offer=offer, vpc_id="vpc-test", preflight="offline",
        zones=[{"zone_id": "eu-central-1b", "vswitch_id": "vsw-test"}], client_cidr_blocks=["10.0.0.0/16"])
`);
            const operations = await operationsOf(stack, "preview");
            assert.ok(operations.includes(RULE));
            assert.ok(operations.includes(RULE.replace("endpoint", "text")));
        });
    });

    it("are taken from a resource, before which nothing is made and after which all is destroyed", async () => {
        const stack = await yaml(`
name: dependent
runtime: yaml
resources:
    vpc:
        type: alicloud:vpc/network:Network
        properties: { vpcName: vpc, cidrBlock: 10.0.0.0/16 }
    orders:
        type: alicloud:vpc/network:Network
        properties: { vpcName: orders, cidrBlock: 10.1.0.0/16 }
    names:
        type: alicloud-privatelink:PrivateDnsName
        properties:
            zoneName: internal.example
            hostNames: ["\${orders.vpcName}"]
            endpointDomain: ep-test.epsrv-test.eu-central-1.privatelink.aliyuncs.com
            vpcIds: ["\${vpc.id}"]
            connectionStatus: Disconnected
            preflight: offline
`);
        const { operations } = await up(stack);
        const { resources } = (await stack.exportStack()).deployment as {
            resources: { urn: string; type: string; dependencies?: string[] }[];
        };
        const component = resources.find(({ type }) => type.endsWith(":PrivateDnsName"));
        await operationsOf(stack, "destroy");

        assert.ok(operations.includes("create pvtz.ZoneRecord names-orders"), operations.join());
        assert.deepEqual(
            component?.dependencies?.sort(),
            resources
                .filter(({ type }) => type === "alicloud:vpc/network:Network")
                .map(({ urn }) => urn)
                .sort(),
        );
        assert.deepEqual(inventory(bench.emulator), {});
    });

    it("lose their secrecy with a warning, for names of resources are no secret", async () => {
        const stack = await yaml(
            IN_YAML.replace('other.outputs["clients"]', 'other.outputs["secretClients"]'),
        );
        let output = "";
        await stack.preview({ color: "never", onOutput: (text) => (output += text) });

        assert.match(
            output,
            /warning: InterfaceEndpoint "endpoint": clientCidrBlocks is a secret\. /,
        );
    });

    it("are refused with a sentence where a preview does not know them yet", async () => {
        const stack = await yaml(IN_YAML.replace('${other.outputs["clients"]}', '["${vpc.id}"]'));

        assert.match(
            await failureOf(stack, "preview"),
            /clientCidrBlocks\[0\]: is known only later\./,
        );
    });
});
