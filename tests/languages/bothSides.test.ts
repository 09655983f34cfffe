import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import * as holdings from "../end-to-end/holdings";
import { failureOf, operationsOf, up } from "../end-to-end/operations";
import { assertNoStackTrace, assertSaidOnce } from "./contractScene";
import { type LanguageBench, openLanguageBench } from "./languageBench";

const REGION = { ALICLOUD_REGION: "eu-central-1" };

/** What a preview shows of both sides, beside what they need. */
const BOTH_SIDES = [
    "create EndpointConnection connection",
    "create EndpointService service",
    "create InterfaceEndpoint endpoint",
    "create ecs.SecurityGroup endpoint",
    "create ecs.SecurityGroupRule endpoint-icmp-10.0.0.0/16",
    "create ecs.SecurityGroupRule endpoint-tcp-443-10.0.0.0/16",
    "create privatelink.VpcEndpoint endpoint",
    "create privatelink.VpcEndpointService service",
    "create privatelink.VpcEndpointServiceConnection connection",
    "create privatelink.VpcEndpointServiceResource service-eu-central-1b",
    "create privatelink.VpcEndpointZone endpoint-eu-central-1b",
];

/** The endpoint's ports, or nothing, as a part of a program. */
type Ports = "443" | "none";

/** Everything that both sides need, in one program. */
const inYaml = (ports: Ports, zone: string) => `
name: both-sides
runtime: yaml
resources:
    vpc:
        type: alicloud:vpc/network:Network
        properties: { cidrBlock: 10.0.0.0/16 }
    a:
        type: alicloud:vpc/switch:Switch
        properties: { vpcId: "\${vpc.id}", zoneId: eu-central-1a, cidrBlock: 10.0.0.0/24 }
    b:
        type: alicloud:vpc/switch:Switch
        properties: { vpcId: "\${vpc.id}", zoneId: eu-central-1b, cidrBlock: 10.0.1.0/24 }
    loadBalancer:
        type: alicloud-privatelink:ClbServiceResource
        properties:
            vswitchId: \${b.id}
            zoneId: eu-central-1b
            listeners: [{ port: 443 }]
    service:
        type: alicloud-privatelink:EndpointService
        properties:
            serviceResources: [{ loadBalancerId: "\${loadBalancer.loadBalancerId}", zoneIds: [eu-central-1b] }]
            ports: \${loadBalancer.ports}
    endpoint:
        type: alicloud-privatelink:InterfaceEndpoint
        properties:
            offer: \${service.offer}
            vpcId: \${vpc.id}
            zones: [{ zoneId: eu-central-1${zone}, vswitchId: "\${${zone}.id}" }]
            clientCidrBlocks: [10.0.0.0/16]
            ${ports === "443" ? "ports: [{ port: 443 }]" : ""}
    connection:
        type: alicloud-privatelink:EndpointConnection
        properties:
            offer: \${service.offer}
            request: \${endpoint.request}
outputs:
    connectionStatus: \${connection.connectionStatus}
`;

const inPython = (ports: Ports) => `
from cloud_components_alicloud_privatelink import EndpointConnection, EndpointService, InterfaceEndpoint

service = EndpointService("service", preflight="offline", ports=[{"port": 443}],
    service_resources=[{"load_balancer_id": "lb-test", "zone_ids": ["eu-central-1b"]}])
endpoint = InterfaceEndpoint("endpoint", offer=service.offer, vpc_id="vpc-test", preflight="offline",
    zones=[{"zone_id": "eu-central-1b", "vswitch_id": "vsw-test"}],
    client_cidr_blocks=["10.0.0.0/16"]${ports === "443" ? ', ports=[{"port": 443}]' : ""})
EndpointConnection("connection", offer=service.offer, request=endpoint.request, preflight="offline")
`;

describe("an offer that is known only after the same program has made the service", () => {
    let bench: LanguageBench;

    before(async () => {
        bench = await openLanguageBench();
    });

    after(() => bench?.close());

    afterEach("nothing is left", () => {
        assert.deepEqual(holdings.inventory(bench.emulator), {});
    });

    /** The program in each language. */
    const programs = {
        YAML: (ports: Ports, zone = "b"): Promise<Stack> =>
            bench.openCopy({ language: "yaml" }, { "Pulumi.yaml": inYaml(ports, zone) }, REGION),
        Python: (ports: Ports): Promise<Stack> => {
            const project = "name: both-sides-in-python\nruntime: python\n";
            const files = { "Pulumi.yaml": project, "__main__.py": inPython(ports) };
            return bench.openCopy({ language: "python" }, files, REGION);
        },
        Go: (ports: Ports): Promise<Stack> =>
            bench.openCopy({
                language: "go",
                folder: "tests/languages/go/parts",
                config: {
                    "parts:zoneIds": ["eu-central-1b"],
                    ...(ports === "443" && { "parts:port": 443 }),
                },
            }),
    } as const;

    for (const language of ["YAML", "Python", "Go"] as const) {
        it(`needs the endpoint's ports in ${language}, which is said once`, async () => {
            const output = await failureOf(await programs[language]("none"), "preview");
            assertNoStackTrace(output);
            assertSaidOnce(
                output,
                /ports: is missing, and those of the offer are known only later\. Set ports,/,
            );
        });

        it(`leaves nothing out of a preview in ${language}`, async () => {
            const operations = await operationsOf(await programs[language]("443"), "preview");
            assert.deepEqual(
                operations.filter((each) => !/ (vpc|slb)\.| ClbServiceResource /.test(each)),
                BOTH_SIDES,
            );
        });
    }

    it("is compared in the update, once the service has been made and before the endpoint is", async () => {
        const wrong = await programs.YAML("443", "a");
        assert.ok(
            (await operationsOf(wrong, "preview")).includes("create InterfaceEndpoint endpoint"),
        );
        const output = await failureOf(wrong, "up");
        assertSaidOnce(
            output,
            /zones\[0\]\.zoneId: found "eu-central-1a"\. The service can be reached in eu-central-1b only/,
        );
        const made = holdings.writes(bench.emulator);
        assert.ok(made.includes("CreateVpcEndpointService"), made.join());
        assert.ok(!made.includes("CreateVpcEndpoint"), made.join());
        assert.ok(!made.includes("CreateSecurityGroup"), made.join());

        const right = await programs.YAML("443");
        assert.deepEqual((await up(right)).outputs, { connectionStatus: "Connected" });
        assert.deepEqual(await operationsOf(right, "up"), []);
        // Now that the offer is known, a preview compares it.
        assert.match(await failureOf(wrong, "preview"), /zones\[0\]\.zoneId: found/);
        await operationsOf(right, "destroy");
    });
});
