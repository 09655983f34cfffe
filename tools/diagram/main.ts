import { existsSync, statSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { parseArgs } from "node:util";

import { terminalProgress } from "../engine";
import { type ExportedStack, exportStacks, projectFolder } from "./exportStacks";
import { drawDiagram, readState } from "./index";

const USAGE = `Usage: npm run diagram -- <stacks ...> [--stack <name>] [--out <folder>]
  stacks   files that "pulumi stack export --file" wrote, or the folder of an example or of any
           Pulumi project, whose stacks are exported from the state backend of the environment
  --stack  draws only stacks of this name; may be given several times
  --out    folder for diagram.mmd and diagram.svg, the current one where none is named
The Mermaid text is printed as well.`;

/** `npm run` changes to the package's folder, and says where the user was. */
const WORKING_FOLDER = process.env.INIT_CWD ?? process.cwd();

async function main(): Promise<void> {
    const { sources, names, out } = readArguments();
    const progress = terminalProgress();
    const exported: ExportedStack[] = [];
    const isFile = (file: string) => existsSync(file) && statSync(file).isFile();
    const files = sources.map((source) => path.resolve(WORKING_FOLDER, source)).filter(isFile);
    if (names.length > 0 && files.length === sources.length) {
        throw new Error("--stack chooses among the stacks of a folder, and only files are named.");
    }
    for (const source of sources) {
        const file = path.resolve(WORKING_FOLDER, source);
        if (files.includes(file)) {
            exported.push({ source, text: await readFile(file, "utf8") });
        } else {
            const folder = await projectFolder(source, WORKING_FOLDER);
            exported.push(...(await exportStacks(folder, names, progress)));
        }
    }
    const diagram = await drawDiagram(exported.map(({ text, source }) => readState(text, source)));
    const folder = path.resolve(WORKING_FOLDER, out);
    await mkdir(folder, { recursive: true });
    for (const [name, content] of [
        ["diagram.mmd", diagram.mermaid],
        ["diagram.svg", diagram.svg],
    ]) {
        const file = path.join(folder, name);
        await writeFile(file, content);
        progress(`Written: ${file}`);
    }
    process.stdout.write(diagram.mermaid);
}

function readArguments(): { sources: string[]; names: string[]; out: string } {
    try {
        const { values, positionals } = parseArgs({
            allowPositionals: true,
            options: {
                stack: { type: "string", multiple: true, default: [] },
                out: { type: "string", default: "." },
            },
        });
        if (positionals.length === 0) {
            throw new Error("stacks: are missing. Name the stacks to draw.");
        }
        return { sources: positionals, names: values.stack, out: values.out };
    } catch (error) {
        console.error(`${(error as Error).message}\n${USAGE}`);
        process.exit(2);
    }
}

main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
});
