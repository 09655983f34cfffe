import type { Api } from "./api";
import { ROLES } from "./call";

/** The API of each account that takes part. */
export interface Apis {
    readonly owner: Api;
    /** Absent in a run with one account. */
    readonly consumer?: Api;
}

export function allApis(apis: Apis): Api[] {
    return ROLES.flatMap((role) => apis[role] ?? []);
}
