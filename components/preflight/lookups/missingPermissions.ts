import * as pulumi from "@pulumi/pulumi";

import { currentProgram } from "../currentProgram";

/** The codes with which products refuse a caller who lacks a permission, as the provider's messages have them. */
const REFUSED = /Code: (NoPermission|Forbidden(\.RAM|\.NoPermission)?)(?![\w.])/;

/** Whether a lookup failed because the credentials do not allow it. */
export function isForbidden(error: unknown): boolean {
    return REFUSED.test(String((error as Error | undefined)?.message ?? error));
}

/** What a program's credentials may not look up, by the permission that is missing. */
interface Missing {
    readonly known: Set<string>;
    readonly toReport: Map<string, string>;
}

const missingByProgram = new WeakMap<object, Missing>();

/** Notes that rules are not checked for a permission, to be reported with the others of the program. */
export function addMissingPermission(what: string, permission: string): void {
    const { known, toReport } = missingOf(currentProgram());
    if (!known.has(permission)) {
        known.add(permission);
        toReport.set(permission, what);
    }
}

/** One warning with all permissions that were found missing since the last. */
export function warnOfMissingPermissions(): void {
    const { toReport } = missingOf(currentProgram());
    if (toReport.size === 0) {
        return;
    }
    const kinds = [...new Set(toReport.values())].sort();
    const permissions = [...toReport.keys()].sort();
    toReport.clear();
    void pulumi.log.warn(
        `The credentials may not look up ${kinds.join(", ")}, so the rules about them are not checked. ` +
            `Allow ${permissions.join(", ")}, or set preflight to "offline".`,
    );
}

function missingOf(program: object): Missing {
    const missing = missingByProgram.get(program) ?? { known: new Set(), toReport: new Map() };
    missingByProgram.set(program, missing);
    return missing;
}
