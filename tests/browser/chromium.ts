import { existsSync } from "node:fs";
import * as path from "node:path";

/** Names under which systems know a browser of the Chromium family. */
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MACOS = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/** The browser to look with: that of the variable CHROMIUM, else one that is installed. */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string | undefined {
    const { CHROMIUM, PATH = "" } = environment;
    if (CHROMIUM !== undefined && CHROMIUM !== "") {
        if (!existsSync(CHROMIUM)) {
            throw new Error(`CHROMIUM is "${CHROMIUM}", and there is no such file.`);
        }
        return CHROMIUM;
    }
    const folders = PATH.split(path.delimiter).filter((folder) => folder !== "");
    return [
        ...folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name))),
        MACOS,
    ].find((file) => existsSync(file));
}

export const NO_CHROMIUM =
    "There is no Chromium to look at the pictures and the report with. Install it (Debian: apt-get " +
    "install chromium; Google Chrome will do as well), or set CHROMIUM to the path of one.";
