import type { Stack } from "@pulumi/pulumi/automation";

import { OFFER } from "./contractScene";
import type { LanguageBench } from "./languageBench";

const REGION = { ALICLOUD_REGION: "eu-central-1" };
/** A zone of the offer. */
export const ZONE = "eu-central-1b";

/** An endpoint of two zones that are one, at a port that there is not, as a program of each language. */
export async function endpointPrograms(bench: LanguageBench): Promise<Stack[]> {
    const offer = JSON.stringify(OFFER);
    const zone = { zoneId: ZONE, vswitchId: "vsw-test" };
    const args = {
        offer,
        vpcId: "vpc-test",
        zones: [zone, zone],
        ports: [{ port: 70000 }],
        clientCidrBlocks: ["10.0.0.0/16"],
        preflight: "offline",
    };
    return [
        await bench.open("tests/end-to-end/programs/component", {
            "component:class": "InterfaceEndpoint",
            "component:args": args,
        }),
        await endpointInYaml(bench, args),
        await endpointInPython(bench, [
            `offer='${offer}'`,
            `zones=[{"zone_id": "${ZONE}", "vswitch_id": "vsw-test"}] * 2`,
            'ports=[{"port": 70000}]',
        ]),
        await bench.openCopy({
            language: "go",
            folder: "tests/languages/go/parts",
            config: { "parts:offer": offer, "parts:zoneIds": [ZONE, ZONE], "parts:port": 70000 },
        }),
    ];
}

/** An endpoint with all of its properties. */
export function endpointInYaml(bench: LanguageBench, properties: object): Promise<Stack> {
    const type = "alicloud-privatelink:InterfaceEndpoint";
    const program = [
        "name: endpoint",
        "runtime: yaml",
        `resources: ${JSON.stringify({ endpoint: { type, properties } })}`,
    ];
    return bench.openCopy({ language: "yaml" }, { "Pulumi.yaml": program.join("\n") }, REGION);
}

/** An endpoint with keyword arguments beside those that each has. */
export function endpointInPython(
    bench: LanguageBench,
    keywords: readonly string[],
): Promise<Stack> {
    const program = [
        "from cloud_components_alicloud_privatelink import InterfaceEndpoint",
        `InterfaceEndpoint("endpoint", vpc_id="vpc-test", client_cidr_blocks=["10.0.0.0/16"], preflight="offline",`,
        `    ${keywords.join(", ")})`,
    ];
    const files = {
        "Pulumi.yaml": "name: endpoint\nruntime: python\n",
        "__main__.py": program.join("\n"),
    };
    return bench.openCopy({ language: "python" }, files, REGION);
}

/** A service, and an endpoint for it at a port that there is not, as a program of each language. */
export async function programsWithService(bench: LanguageBench): Promise<Stack[]> {
    const service = {
        serviceResources: [{ loadBalancerId: "lb-test", zoneIds: [ZONE] }],
        ports: [{ port: 443 }],
        preflight: "offline",
    };
    const endpoint = {
        vpcId: "vpc-test",
        zones: [{ zoneId: ZONE, vswitchId: "vsw-test" }],
        ports: [{ port: 70000 }],
        clientCidrBlocks: ["10.0.0.0/16"],
        preflight: "offline",
    };
    const resources = {
        service: { type: "alicloud-privatelink:EndpointService", properties: service },
        endpoint: {
            type: "alicloud-privatelink:InterfaceEndpoint",
            properties: { ...endpoint, offer: "${service.offer}" },
        },
    };
    const inPython = [
        "from cloud_components_alicloud_privatelink import EndpointService, InterfaceEndpoint",
        'service = EndpointService("service", ports=[{"port": 443}], preflight="offline",',
        `    service_resources=[{"load_balancer_id": "lb-test", "zone_ids": ["${ZONE}"]}])`,
        'InterfaceEndpoint("endpoint", offer=service.offer, vpc_id="vpc-test", preflight="offline",',
        `    zones=[{"zone_id": "${ZONE}", "vswitch_id": "vsw-test"}], ports=[{"port": 70000}],`,
        '    client_cidr_blocks=["10.0.0.0/16"])',
    ];
    return [
        await bench.open("tests/end-to-end/programs/parts", {
            "parts:parts": [
                { componentClass: "EndpointService", name: "service", args: service },
                {
                    componentClass: "InterfaceEndpoint",
                    name: "endpoint",
                    args: { ...endpoint, serviceId: "epsrv-test" },
                },
            ],
        }),
        await bench.openCopy(
            { language: "yaml" },
            {
                "Pulumi.yaml": `name: service\nruntime: yaml\nresources: ${JSON.stringify(resources)}\n`,
            },
            REGION,
        ),
        await bench.openCopy(
            { language: "python" },
            {
                "Pulumi.yaml": "name: service\nruntime: python\n",
                "__main__.py": inPython.join("\n"),
            },
            REGION,
        ),
        await bench.openCopy({
            language: "go",
            folder: "tests/languages/go/parts",
            config: { "parts:zoneIds": [ZONE], "parts:port": 70000 },
        }),
    ];
}
