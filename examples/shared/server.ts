import * as ecs from "@pulumi/alicloud/ecs";
import type * as pulumi from "@pulumi/pulumi";

import { configError } from "./stackConfig";

const SYSTEM_DISK_CATEGORY = "cloud_essd";

export interface ServerArgs {
    readonly zoneId: string;
    readonly vswitchId: pulumi.Input<string>;
    readonly securityGroupId: pulumi.Input<string>;
    /** Looked up when the server is created if not given. */
    readonly instanceType?: string;
    /** Looked up when the server is created if not given. */
    readonly imageId?: string;
    /** Port of a page that names the server. It serves none if not given. */
    readonly pagePort?: number;
    readonly tags?: Record<string, string>;
}

/** A stand-in for a server of your own: a small instance without access to the internet. */
export function createServer(name: string, args: ServerArgs): ecs.Instance {
    const { zoneId, instanceType, imageId, pagePort } = args;
    return new ecs.Instance(
        name,
        {
            instanceName: name,
            availabilityZone: zoneId,
            vswitchId: args.vswitchId,
            securityGroups: [args.securityGroupId],
            instanceType: instanceType ?? availableInstanceType(zoneId),
            imageId: imageId ?? newestImage(),
            instanceChargeType: "PostPaid",
            internetMaxBandwidthOut: 0,
            systemDiskCategory: SYSTEM_DISK_CATEGORY,
            userData:
                pagePort === undefined
                    ? undefined
                    : Buffer.from(pageServer(name, pagePort)).toString("base64"),
            tags: args.tags,
        },
        {
            // What is looked up changes with the cloud's catalogue. A running server must not change with it.
            ignoreChanges: [
                ...(instanceType === undefined ? ["instanceType"] : []),
                ...(imageId === undefined ? ["imageId"] : []),
            ],
        },
    );
}

/** A start-up script for a server that answers every request with a page naming itself. */
function pageServer(name: string, port: number): string {
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
                `No instance type with 2 cores and 4 GiB is available in zone ${zoneId}. Choose one with the config key "instanceType".`,
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
    throw configError(message);
}
