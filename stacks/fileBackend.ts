import * as path from "node:path";

/**
 * The state backend that is a folder. The CLI reads it as an address, which has forward slashes on Windows too, and no
 * further slash before the letter of a drive: versions of before September 2026 then look in another place.
 */
export function fileBackend(
    folder: string,
    { sep }: Pick<path.PlatformPath, "sep"> = path,
): string {
    return `file://${folder.replaceAll(sep, "/")}`;
}
