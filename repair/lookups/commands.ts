import * as ecs from "@pulumi/alicloud/ecs";

import { type ApiCredentials, call } from "../../components/consumer/connectivityCheck/signedCall";
import type { Properties } from "../deployment";
import { type Lookup, same, text, time } from "./lookup";

interface Commands {
    readonly Commands: {
        readonly Command: readonly {
            readonly CommandId: string;
            readonly CommandContent: string;
            readonly CreationTime?: string;
        }[];
    };
}

/**
 * Read by a call of its own, as the connectivity check reads its results: the engine that this repository builds has no
 * data source for commands.
 */
export const command: Lookup = async (inputs, _options, settings) => {
    const answer = await call(credentialsIn(settings), "ecs", "DescribeCommands", {
        Name: text(inputs.name),
        Type: text(inputs.type),
        PageSize: "50",
    });
    return (answer as Commands).Commands.Command.filter((found) =>
        same(found.CommandContent, inputs.commandContent),
    ).map(({ CommandId, CreationTime }) => ({ id: CommandId, createdAt: time(CreationTime) }));
};

export const invocation: Lookup = async (inputs, options) => {
    const { invocations } = await ecs.getEcsInvocations(
        { commandId: text(inputs.commandId) },
        options,
    );
    return invocations.map(({ id, createTime }) => ({ id, createdAt: time(createTime) }));
};

/** What a connectivity check needs as well: the access key of the provider's settings or of the environment. */
function credentialsIn(settings: Properties): ApiCredentials {
    const [endpoints = {}] = JSON.parse(text(settings.endpoints) || "[]") as Properties[];
    const region = text(settings.region) || variable("ALICLOUD_REGION");
    const scheme = same(settings.protocol, "http") ? "http" : "https";
    const urlOf = (product: string) =>
        `${scheme}://${text(endpoints[product]) || `${product}.${region}.aliyuncs.com`}/`;
    return {
        accessKey: text(settings.accessKey) || variable("ALICLOUD_ACCESS_KEY"),
        secretKey: text(settings.secretKey) || variable("ALICLOUD_SECRET_KEY"),
        securityToken:
            text(settings.securityToken) || process.env.ALICLOUD_SECURITY_TOKEN || undefined,
        region,
        endpoints: { ecs: urlOf("ecs"), sts: urlOf("sts") },
    };
}

function variable(name: string): string {
    const value = process.env[name];
    if (value === undefined || value === "") {
        throw new Error(`commands are looked up with an access key and a region: set ${name}`);
    }
    return value;
}
