import { ApiError, invalidParameter, notFound } from "../../../apiError";
import type { Answer, Call } from "../../../call";
import { apiTime } from "../../../clock";
import type { Cloud } from "../../../cloud";
import { newIdentifier } from "../../../identifiers";
import { pageByNumber } from "../../../paging";
import { flag, integer, refuseParameters, requiredText, text } from "../../../parameters";
import { resourceGroupOf } from "../../../resourceGroups";
import { hasTags, readTags } from "../../../tags";
import { isLike } from "../parameters";
import { encoded } from "./encodings";
import { namesOfParameters } from "./scriptParameters";
import { isUnderWay } from "./statuses";
import { type Command, COMMAND_TYPES, type CommandSettings } from "./state";

/** In Base64 (CreateCommand, CommandContent). */
const LARGEST_CONTENT = 24 * 1024;
const LONGEST_NAME = 128;
const LONGEST_DESCRIPTION = 512;
const STANDARD_TIMEOUT = 60;
const COMMANDS_PER_REGION = 500;
const PAGES = { standard: 10, largest: 50 };

export function createCommand(cloud: Cloud, call: Call): Answer {
    requiredText(call, "Name");
    const command = addCommand(cloud, call, { standardEncoding: "Base64", isKept: true });
    return { CommandId: command.id };
}

/** The command that a call describes: one for later invocations, or the one that RunCommand runs at once. */
export function addCommand(
    cloud: Cloud,
    call: Call,
    { standardEncoding, isKept }: { standardEncoding: "Base64" | "PlainText"; isKept: boolean },
): Command {
    refuseParameters(call, ["Launcher"]);
    const settings = readSettings(call, standardEncoding);
    const request = { resourceGroupId: resourceGroupOf(cloud, call), tags: readTags(call) };
    if (cloud.ecs.commands.allOwned(call).length >= COMMANDS_PER_REGION) {
        throw new ApiError(
            "CmdCount.ExceedQuota",
            "The total number of commands in the current region exceeds the quota.",
            403,
        );
    }
    return cloud.ecs.commands.add({
        ...request,
        id: newIdentifier("c-"),
        accountId: call.account.accountId,
        regionId: call.regionId,
        settings,
        isKept,
        invokeTimes: 0,
        createdAt: cloud.clock.now(),
    });
}

export function modifyCommand(cloud: Cloud, call: Call): Answer {
    refuseParameters(call, ["Launcher"]);
    const { settings } = ownedCommand(cloud, call);
    const changed: CommandSettings = {
        ...settings,
        name: text(call, "Name") ?? settings.name,
        description: text(call, "Description") ?? settings.description,
        timeoutSeconds: readTimeout(call) ?? settings.timeoutSeconds,
        workingDir: readWorkingDir(call) ?? settings.workingDir,
        content:
            call.parameters["CommandContent"] === undefined
                ? settings.content
                : readContent(call, "Base64"),
    };
    checkTexts(changed);
    Object.assign(settings, changed);
    return {};
}

export function deleteCommand(cloud: Cloud, call: Call): Answer {
    const command = ownedCommand(cloud, call);
    const isRunning = cloud.ecs.invocations
        .all()
        .some(({ commandId, tasks }) => commandId === command.id && tasks.some(isUnderWay));
    if (isRunning) {
        throw new ApiError(
            "InvalidStatus.CmdIdInUse",
            // The API's own spelling.
            "The specified commandId is in use by some runing Invocation.",
            403,
        );
    }
    cloud.ecs.commands.remove(command.id);
    return {};
}

export function describeCommands(cloud: Cloud, call: Call): Answer {
    refuseParameters(call, ["Latest", "Provider"], { Latest: false });
    const id = text(call, "CommandId");
    const type = text(call, "Type");
    const resourceGroupId = text(call, "ResourceGroupId");
    const matching = cloud.ecs.commands
        .allOwned(call)
        .filter(
            (command) =>
                command.isKept &&
                (id ?? command.id) === command.id &&
                (type ?? command.settings.type) === command.settings.type &&
                (resourceGroupId ?? command.resourceGroupId) === command.resourceGroupId &&
                isLike(command.settings.name, text(call, "Name"), "part") &&
                isLike(command.settings.description, text(call, "Description"), "part") &&
                hasTags(call, command),
        );
    const { page, fields } = pageByNumber(call, matching, PAGES);
    return {
        ...fields,
        Commands: { Command: page.map((command) => describe(call, command)) },
    };
}

export function ownedCommand(cloud: Cloud, call: Call): Command {
    const command = cloud.ecs.commands.owned(call, requiredText(call, "CommandId"));
    if (command === undefined) {
        throw notFound("InvalidCmdId.NotFound", "The specified command ID does not exist.");
    }
    return command;
}

/** How long a script may run, in seconds. */
export function readTimeout(call: Call): number | undefined {
    const seconds = integer(call, "Timeout");
    if (seconds !== undefined && (seconds < 1 || seconds > 86_400)) {
        throw invalidParameter("Timeout", "Valid values: 1 to 86400.");
    }
    return seconds;
}

/** Every script is in a folder of its own, which is the home directory: the default. */
export function readWorkingDir(call: Call): string | undefined {
    refuseParameters(call, ["WorkingDir"], { WorkingDir: "/root" });
    return text(call, "WorkingDir");
}

function readSettings(call: Call, standardEncoding: "Base64" | "PlainText"): CommandSettings {
    const named = requiredText(call, "Type");
    const type = COMMAND_TYPES.find((candidate) => candidate === named);
    if (type === undefined) {
        throw notFound("InvalidCmdType.NotFound", "The specified command type does not exist.");
    }
    const settings = {
        name: text(call, "Name") ?? "",
        description: text(call, "Description") ?? "",
        type,
        content: readContent(call, standardEncoding),
        timeoutSeconds: readTimeout(call) ?? STANDARD_TIMEOUT,
        workingDir: readWorkingDir(call) ?? "",
        enableParameter: flag(call, "EnableParameter") ?? false,
    };
    checkTexts(settings);
    return settings;
}

function readContent(call: Call, standardEncoding: "Base64" | "PlainText"): Buffer {
    const written = requiredText(call, "CommandContent");
    const encoding = text(call, "ContentEncoding")?.toLowerCase();
    const isPlain =
        standardEncoding === "Base64" ? encoding === "plaintext" : encoding !== "base64";
    const content = Buffer.from(written, isPlain ? "utf8" : "base64");
    const inBase64 = content.toString("base64");
    if (!isPlain && inBase64.replace(/=+$/, "") !== written.replace(/=+$/, "")) {
        throw new ApiError(
            "CmdContent.DecodeError",
            "The CommandContent can not be base64 decoded.",
        );
    }
    if (inBase64.length > LARGEST_CONTENT) {
        throw new ApiError(
            "CmdContent.ExceedLimit",
            "The length of the command content exceeds the upper limit.",
            403,
        );
    }
    return content;
}

function checkTexts({ name, description }: CommandSettings): void {
    if (name.length > LONGEST_NAME) {
        throw new ApiError(
            "CmdName.ExceedLimit",
            "The length of the command name exceeds the upper limit.",
            403,
        );
    }
    if (description.length > LONGEST_DESCRIPTION) {
        throw new ApiError(
            "CmdDesc.ExceedLimit",
            "The length of the command description exceeds the upper limit.",
            403,
        );
    }
}

function describe(call: Call, command: Command): Answer {
    const { settings } = command;
    return {
        CommandId: command.id,
        Name: settings.name,
        Description: settings.description,
        Type: settings.type,
        CommandContent: encoded(call, settings.content),
        Timeout: settings.timeoutSeconds,
        WorkingDir: settings.workingDir,
        EnableParameter: settings.enableParameter,
        ParameterNames: { ParameterName: namesOfParameters(settings) },
        ParameterDefinitions: { ParameterDefinition: [] },
        InvokeTimes: command.invokeTimes,
        Version: 1,
        Latest: true,
        Provider: "User",
        Category: "",
        ResourceGroupId: command.resourceGroupId,
        CreationTime: apiTime(command.createdAt),
        Tags: { Tag: [...command.tags].map(([TagKey, TagValue]) => ({ TagKey, TagValue })) },
    };
}
