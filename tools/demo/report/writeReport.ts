import { mkdir, writeFile } from "node:fs/promises";
import * as path from "node:path";

import { reportPage, type Run } from "./page";

const DEFAULT_FILE = path.resolve(__dirname, "../../../.demo/report.html");

/**
 * Writes the report of a run and gives back where.
 *
 * @param file a path from where the user is
 */
export async function writeReport(file: string | undefined, run: Run): Promise<string> {
    // `npm run` changes to the package's folder, and says where the user was.
    const target =
        file === undefined
            ? DEFAULT_FILE
            : path.resolve(process.env.INIT_CWD ?? process.cwd(), file);
    const page = await reportPage(run);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, page);
    return target;
}
