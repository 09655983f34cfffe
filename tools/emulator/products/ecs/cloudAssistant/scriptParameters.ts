import type { Call, Parameter } from "../../../call";
import { ApiError } from "../../../apiError";
import { fieldText } from "../../../parameters";
import type { Instance } from "../state";
import type { CommandSettings, Invocation } from "./state";

const PLACE = /\{\{\s*((?:ACS::)?[\w-]{1,64})\s*\}\}/gi;
const BUILT_IN = /^ACS::/i;

/** The names of the parameters that a command's content has places for, without those of the cloud's own. */
export function namesOfParameters({ enableParameter, content }: CommandSettings): string[] {
    if (!enableParameter) {
        return [];
    }
    const names = [...content.toString("latin1").matchAll(PLACE)].map(([, name]) => name);
    return [...new Set(names.filter((name) => !BUILT_IN.test(name)))];
}

/** The values of a command's parameters in a call. Others than the command has are refused. */
export function readScriptParameters(
    call: Call,
    settings: CommandSettings,
): Readonly<Record<string, string>> {
    const values = (call.parameters["Parameters"] ?? {}) as Record<string, Parameter>;
    if (!settings.enableParameter && Object.keys(values).length > 0) {
        throw new ApiError(
            "Parameter.Disabled",
            "Parameters cannot be passed in when the command customization function is disabled.",
        );
    }
    const known = namesOfParameters(settings).map((name) => name.toLowerCase());
    const unknown = Object.keys(values).find((name) => !known.includes(name.toLowerCase()));
    if (unknown !== undefined) {
        throw call.action === "RunCommand"
            ? new ApiError(
                  "Parameter.NotMatched",
                  "The parameters of creation do not match those of invocation.",
              )
            : new ApiError(
                  "Parameter.NotMatched",
                  "The passed-in parameters do not match the parameters defined when you created the command.",
                  403,
              );
    }
    return Object.fromEntries(
        Object.entries(values).map(([name, value]) => [name, fieldText(value) ?? ""]),
    );
}

/** The script as it runs on an instance. A parameter without a value becomes empty. */
export function withParameters(invocation: Invocation, instance: Instance): Buffer {
    const { command, parameters } = invocation;
    if (!command.enableParameter) {
        return command.content;
    }
    const values = new Map(
        Object.entries({
            ...parameters,
            "ACS::RegionId": invocation.regionId,
            "ACS::AccountId": invocation.accountId,
            "ACS::InstanceId": instance.id,
            "ACS::InstanceName": instance.name,
            "ACS::InvokeId": invocation.id,
            "ACS::CommandId": invocation.commandId,
        }).map(([name, value]) => [name.toLowerCase(), value]),
    );
    // Byte for byte: the content may be of any encoding.
    const filled = command.content
        .toString("latin1")
        .replace(PLACE, (_place, name: string) =>
            Buffer.from(values.get(name.toLowerCase()) ?? "").toString("latin1"),
        );
    return Buffer.from(filled, "latin1");
}
