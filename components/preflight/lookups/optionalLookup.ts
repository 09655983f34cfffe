import * as pulumi from "@pulumi/pulumi";

import { isMocked } from "../../shared/mocks";
import { providerMessage } from "../../shared/providerMessage";
import { undefinedOnError } from "./lookupCache";
import { isTransient } from "./retry";

type LookUpByIds<Answer> = (
    ids: string[],
    options: pulumi.InvokeOptions,
) => Promise<readonly Answer[] | undefined>;

/** A lookup that may fail. The rules that need its answer are then skipped. */
export function optionalLookup<Answer>(
    what: string,
    permission: string,
    lookUp: LookUpByIds<Answer>,
): LookUpByIds<Answer> {
    return (ids, options) =>
        undefinedOnError(
            () => lookUp(ids, options),
            (error) => {
                warnNotChecked(what, permission, error);
            },
        );
}

/** Says that rules are not checked, and what to do. */
export function warnNotChecked(what: string, permission: string, error: unknown): void {
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
