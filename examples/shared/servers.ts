import * as ecs from "@pulumi/alicloud/ecs";
import type * as pulumi from "@pulumi/pulumi";

import { mistake } from "./mistake";
import type { Tags } from "./network";

const SYSTEM_DISK_CATEGORY = "cloud_essd";

/** What servers are made of. What is not given is looked up when the server is made. */
export interface Machine {
    readonly instanceType?: string;
    readonly imageId?: string;
}

/** Where servers stand and who may reach them. */
export interface Placement {
    readonly zoneId: string;
    readonly vswitchId: pulumi.Input<string>;
    readonly securityGroupId: pulumi.Input<string>;
}

export function createServer(
    name: string,
    placement: Placement,
    machine: Machine,
    options: { readonly userData?: string; readonly tags?: Tags } = {},
): ecs.Instance {
    return new ecs.Instance(
        name,
        {
            instanceName: name,
            availabilityZone: placement.zoneId,
            vswitchId: placement.vswitchId,
            securityGroups: [placement.securityGroupId],
            instanceType: machine.instanceType ?? availableInstanceType(placement.zoneId),
            imageId: machine.imageId ?? newestImage(),
            instanceChargeType: "PostPaid",
            internetMaxBandwidthOut: 0,
            systemDiskCategory: SYSTEM_DISK_CATEGORY,
            userData:
                options.userData === undefined
                    ? undefined
                    : Buffer.from(options.userData).toString("base64"),
            tags: options.tags,
        },
        {
            // What was looked up changes with the cloud's catalogue; a running server does not.
            ignoreChanges: [
                ...(machine.instanceType === undefined ? ["instanceType"] : []),
                ...(machine.imageId === undefined ? ["imageId"] : []),
            ],
        },
    );
}

/** A security group of servers, with an inbound rule for each port and range of clients. */
export function createServerSecurityGroup(
    name: string,
    vpcId: pulumi.Input<string>,
    inbound: { readonly ports: readonly number[]; readonly cidrBlocks: readonly string[] },
    tags?: Tags,
): pulumi.Output<string> {
    const group = new ecs.SecurityGroup(name, {
        securityGroupName: name,
        description: `Servers of ${name}`,
        vpcId,
        tags,
    });
    for (const port of new Set(inbound.ports)) {
        for (const cidrBlock of new Set(inbound.cidrBlocks)) {
            new ecs.SecurityGroupRule(`${name}-tcp-${port}-${cidrBlock}`, {
                securityGroupId: group.id,
                type: "ingress",
                ipProtocol: "tcp",
                portRange: `${port}/${port}`,
                cidrIp: cidrBlock,
                policy: "accept",
                priority: 1,
            });
        }
    }
    return group.id;
}

/** The start-up script of a server that answers every request with a page naming itself. */
export function pageServer(name: string, port: number): string {
    return [
        "#!/bin/bash",
        "set -eu",
        "mkdir -p /srv/page",
        `echo '<h1>Hello from ${name}</h1>' > /srv/page/index.html`,
        "cat > /etc/systemd/system/page.service <<'UNIT'",
        "[Unit]",
        "Description=A page that names this server",
        "After=network.target",
        "[Service]",
        `ExecStart=/usr/bin/python3 -m http.server ${port} --directory /srv/page`,
        "Restart=always",
        "[Install]",
        "WantedBy=multi-user.target",
        "UNIT",
        "systemctl daemon-reload",
        "systemctl enable --now page.service",
        "",
    ].join("\n");
}

function availableInstanceType(zoneId: string): pulumi.Output<string> {
    const found = ecs.getInstanceTypesOutput({
        availabilityZone: zoneId,
        cpuCoreCount: 2,
        memorySize: 4,
        instanceChargeType: "PostPaid",
        systemDiskCategory: SYSTEM_DISK_CATEGORY,
    });
    return found.apply(
        ({ instanceTypes }) =>
            instanceTypes[0]?.id ??
            fail(
                `No instance type with 2 cores and 4 GiB is on offer in zone ${zoneId}. Choose one with the config key "instanceType".`,
            ),
    );
}

function newestImage(): pulumi.Output<string> {
    const found = ecs.getImagesOutput({
        owners: "system",
        nameRegex: "^aliyun_3_.*x64",
        mostRecent: true,
    });
    return found.apply(
        ({ images }) =>
            images[0]?.id ??
            fail(
                'No image of Alibaba Cloud Linux 3 was found. Choose one with the config key "imageId".',
            ),
    );
}

function fail(message: string): never {
    throw mistake(message);
}
