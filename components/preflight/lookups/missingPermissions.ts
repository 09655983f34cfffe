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
    readonly toReport: Map<string, { readonly what: string; readonly consequence: string }>;
}

const NOT_CHECKED = "the rules about them are not checked";

const missingByProgram = new WeakMap<object, Missing>();

/**
 * Notes that a permission is missing, to be reported with the others of the program.
 *
 * @param consequence what it means; by default that rules are not checked
 */
export function addMissingPermission(
    what: string,
    permission: string,
    consequence = NOT_CHECKED,
): void {
    const { known, toReport } = missingOf(currentProgram());
    if (!known.has(permission)) {
        known.add(permission);
        toReport.set(permission, { what, consequence });
    }
}

/** One warning with all permissions that were found missing since the last, for each of their consequences. */
export function warnOfMissingPermissions(): void {
    const { toReport } = missingOf(currentProgram());
    const all = [...toReport].map(([permission, missing]) => ({ permission, ...missing }));
    toReport.clear();
    for (const consequence of new Set(all.map((each) => each.consequence))) {
        const missing = all.filter((each) => each.consequence === consequence);
        const kinds = [...new Set(missing.map(({ what }) => what))].sort();
        const permissions = missing.map(({ permission }) => permission).sort();
        void pulumi.log.warn(
            `The credentials may not look up ${kinds.join(", ")}, so ${consequence}. ` +
                `Allow ${permissions.join(", ")}` +
                `${consequence === NOT_CHECKED ? ', or set preflight to "offline"' : ""}.`,
        );
    }
}

function missingOf(program: object): Missing {
    const missing = missingByProgram.get(program) ?? { known: new Set(), toReport: new Map() };
    missingByProgram.set(program, missing);
    return missing;
}
