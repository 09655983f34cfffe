/** The last part of a URN, which may contain what separates the parts. */
export function nameOf(urn: string): string {
    return urn.split("::").slice(3).join("::");
}
