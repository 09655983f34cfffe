/** The version of offers and requests that this package writes. */
export const CONTRACT_VERSION = 2;

/** The versions that it reads. */
export const READ_VERSIONS: readonly number[] = [1, CONTRACT_VERSION];

/** Which versions this package reads, and what to do about a contract of another one. */
export function readsAnotherVersion(version: unknown): string {
    const isOld = typeof version === "number" && version < CONTRACT_VERSION;
    const behind = isOld ? "the stack that wrote it" : "this stack";
    return `this package reads versions ${READ_VERSIONS.join(" and ")}. Update the package in ${behind} and run "pulumi up" there.`;
}
