import assert from "node:assert/strict";
import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import * as path from "node:path";

import type { Stack } from "@pulumi/pulumi/automation";

import { outputOf } from "../../tools/release/command";
import { PACKAGE_FOLDER, packageManifest } from "../../tools/release/packageFolder";
import * as holdings from "../end-to-end/holdings";
import { operationsOf, up } from "../end-to-end/operations";
import { type LanguageBench, openLanguageBench } from "./languageBench";

const ZONE = "eu-central-1b";

const IN_TYPESCRIPT = `
import { ClbServiceResource, EndpointService } from "${packageManifest().name}";
import { Network, Switch } from "@pulumi/alicloud/vpc";

const vpc = new Network("vpc", { vpcName: "vpc", cidrBlock: "10.0.0.0/16" });
const vswitch = new Switch("vswitch", {
    vswitchName: "vswitch",
    vpcId: vpc.id,
    zoneId: "${ZONE}",
    cidrBlock: "10.0.1.0/24",
});
const loadBalancer = new ClbServiceResource("web", {
    vswitchId: vswitch.id,
    zoneId: "${ZONE}",
    listeners: [{ port: 80 }],
});
const service = new EndpointService("web", {
    serviceResources: [{ loadBalancerId: loadBalancer.loadBalancerId, zoneIds: ["${ZONE}"] }],
    ports: loadBalancer.ports,
});
export const serviceId = service.serviceId;
`;

const IN_YAML = `
name: outside
runtime: yaml
resources:
    vpc:
        type: alicloud:vpc/network:Network
        properties: { vpcName: vpc, cidrBlock: 10.0.0.0/16 }
    vswitch:
        type: alicloud:vpc/switch:Switch
        properties:
            vswitchName: vswitch
            vpcId: \${vpc.id}
            zoneId: ${ZONE}
            cidrBlock: 10.0.1.0/24
    loadBalancer:
        type: alicloud-privatelink:ClbServiceResource
        name: web
        properties:
            vswitchId: \${vswitch.id}
            zoneId: ${ZONE}
            listeners: [{ port: 80 }]
    service:
        type: alicloud-privatelink:EndpointService
        name: web
        properties:
            serviceResources: [{ loadBalancerId: "\${loadBalancer.loadBalancerId}", zoneIds: [${ZONE}] }]
            ports: \${loadBalancer.ports}
outputs:
    serviceId: \${service.serviceId}
`;

describe("a TypeScript program outside of the repository that imports the packed package", () => {
    const environment = { ALICLOUD_REGION: "eu-central-1" };
    let bench: LanguageBench;
    let stack: Stack;

    before(async () => {
        bench = await openLanguageBench();
        const project = path.join(bench.sandbox.folder, "outside");
        await installPacked(project);
        writeFileSync(path.join(project, "Pulumi.yaml"), "name: outside\nruntime: nodejs\n");
        writeFileSync(path.join(project, "index.ts"), IN_TYPESCRIPT);
        stack = await bench.open(path.relative(PACKAGE_FOLDER, project), undefined, undefined, {
            environment,
        });
    });

    after(() => bench?.close());

    it("comes up", async () => {
        const { operations, outputs } = await up(stack);
        assert.deepEqual(operations, [
            "create ClbServiceResource web",
            "create EndpointService web",
            "create privatelink.VpcEndpointService web",
            `create privatelink.VpcEndpointServiceResource web-${ZONE}`,
            "create slb.ApplicationLoadBalancer web",
            "create slb.Listener web-80",
            "create vpc.Network vpc",
            "create vpc.Switch vswitch",
        ]);
        assert.match(String(outputs.serviceId), /^epsrv-/);
    });

    it("creates what a YAML program creates through the plugin, which would change nothing", async () => {
        const files = { "Pulumi.yaml": IN_YAML };
        const other = await bench.openCopy({ language: "yaml" }, files, environment);
        assert.deepEqual(await operationsOf(other, "preview"), []);
    });

    it("is destroyed completely", async () => {
        await operationsOf(stack, "destroy");
        assert.deepEqual(holdings.inventory(bench.emulator), {});
    });
});

/** Installs the package from its tarball, and links what it depends on, which is here already. */
async function installPacked(project: string): Promise<void> {
    const { name } = packageManifest();
    const modules = path.join(project, "node_modules");
    const installed = path.join(modules, name);
    mkdirSync(installed, { recursive: true });
    await outputOf("Packing", PACKAGE_FOLDER, [
        // Other tests run with what is built: it is packed as it is.
        ...(["npm", "pack", "--ignore-scripts", "--silent"] as const),
        `--pack-destination=${project}`,
    ]);
    await outputOf("Unpacking", project, [
        "tar",
        ...["-xzf", `${name.slice(1).replace("/", "-")}-${packageManifest().version}.tgz`],
        ...["--strip-components=1", "-C", installed],
    ]);
    for (const dependency of ["@pulumi", "@types", "ts-node", "typescript", "zod"]) {
        const here = path.join(PACKAGE_FOLDER, "node_modules", dependency);
        symlinkSync(realpathSync(here), path.join(modules, dependency));
    }
}
