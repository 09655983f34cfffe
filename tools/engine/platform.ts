/** Fails on a platform on which the engine cannot be put together, before anything else is tried. */
export function requirePlatform(platform: NodeJS.Platform): void {
    if (platform === "win32") {
        throw new Error("The engine is put together on Linux and macOS; on Windows use WSL.");
    }
}
