import * as pulumi from "@pulumi/pulumi";

import { isMocked } from "../../shared/mocks";
import { currentProgram } from "../currentProgram";
import { providerMessage } from "../../shared/providerMessage";
import { undefinedOnError } from "./lookupCache";
import { addMissingPermission, isForbidden } from "./missingPermissions";
import { isCutOff, isTransient } from "./retry";

/** By an id, or by several. */
type LookUp<Wanted, Answer> = (
    wanted: Wanted,
    options: pulumi.InvokeOptions,
) => Promise<Answer | undefined>;

/** What a program has been warned of: the same lookup fails for many ids. */
const warnedByProgram = new WeakMap<object, Set<string>>();

/** A lookup that may fail. The rules that need its answer are then skipped. */
export function optionalLookup<Wanted, Answer>(
    what: string,
    permission: string,
    lookUp: LookUp<Wanted, Answer>,
): LookUp<Wanted, Answer> {
    return (wanted, options) =>
        undefinedOnError(
            options,
            () => lookUp(wanted, options),
            (error) => {
                warnNotChecked(what, permission, error);
            },
        );
}

/** Says that rules are not checked, and what to do: once in a program. Permissions that are missing are reported together. */
export function warnNotChecked(what: string, permission: string, error: unknown): void {
    if (isCutOff(error)) {
        return;
    }
    if (isForbidden(error)) {
        addMissingPermission(what, permission);
        return;
    }
    const program = currentProgram();
    const warned = warnedByProgram.get(program) ?? new Set();
    warnedByProgram.set(program, warned);
    if (warned.has(`${what} ${permission}`)) {
        return;
    }
    warned.add(`${what} ${permission}`);
    void pulumi.log.warn(
        `The rules about ${what} are not checked, because the lookup failed: ` +
            `${providerMessage(error)}. ${wayOn(error, permission)}, or set preflight to "offline".`,
    );
}

function wayOn(error: unknown, permission: string): string {
    if (isMocked()) {
        return "In a unit test, let the mocks answer it";
    }
    return isTransient(error) ? "Run the command again" : `Allow ${permission}`;
}
