import * as ecs from "@pulumi/alicloud/ecs";

import { type ApiClient, apiClient } from "../../components/api/apiClient";
import { withEnvironment } from "../../components/api/providerSettings";
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
    const client = await clientOf(settings);
    const answer = await client.call("ecs", "DescribeCommands", {
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

/** A client with the provider's settings, as the state has them, and those of the environment. */
function clientOf(settings: Properties): Promise<ApiClient> {
    const texts = Object.entries(settings).filter(([, value]) => typeof value === "string");
    const [endpoints = {}] = parsed<Record<string, string>[]>(settings.endpoints) ?? [];
    return apiClient({
        ...withEnvironment(Object.fromEntries(texts)),
        assumeRole: parsed(settings.assumeRole),
        assumeRoleWithOidc: parsed(settings.assumeRoleWithOidc),
        endpoints,
    });
}

/** What the provider's settings have as JSON. */
function parsed<Value>(value: unknown): Value | undefined {
    return text(value) === "" ? undefined : (JSON.parse(text(value)) as Value);
}
