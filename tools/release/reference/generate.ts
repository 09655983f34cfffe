import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import * as path from "node:path";

import { PACKAGE_FOLDER } from "../packageFolder";
import { arrange } from "./arrange";

export const REFERENCE_FOLDER = path.join(PACKAGE_FOLDER, "docs", "reference");

/** Writes the API reference, as Markdown, in place of what a folder holds. */
export async function writeReference(folder: string): Promise<void> {
    const typedoc = await import("typedoc");
    const application = await typedoc.Application.bootstrapWithPlugins(
        {
            plugin: ["typedoc-plugin-markdown"],
            entryPoints: entryPoints(),
            tsconfig: path.join(PACKAGE_FOLDER, "tsconfig.json"),
            basePath: PACKAGE_FOLDER,
            name: "API reference",
            out: folder,
            readme: path.join(__dirname, "introduction.md"),
            logLevel: "Warn",
            treatWarningsAsErrors: true,
            disableSources: true,
            disableGit: true,
            excludeExternals: true,
            sort: ["source-order"],
            groupOrder: ["Constructors", "Classes", "Interfaces", "Enumerations", "Functions", "*"],
            ...PAGES,
        },
        [new typedoc.TSConfigReader()],
    );
    application.converter.on(typedoc.Converter.EVENT_RESOLVE_BEGIN, ({ project }) =>
        arrange(project, typedoc),
    );
    const project = await application.convert();
    if (project === undefined) {
        throw new Error("The code cannot be read for the API reference: see the messages above.");
    }
    await application.generateOutputs(project);
    if (application.logger.hasErrors() || application.logger.hasWarnings()) {
        throw new Error("The API reference would be incomplete: see the messages above.");
    }
}

/**
 * The sources that index.ts exports from, and it: last, for what several export is on the page of the
 * first.
 */
function entryPoints(): string[] {
    const index = path.join(PACKAGE_FOLDER, "index.ts");
    const sources = readFileSync(index, "utf8").matchAll(/ from "(\..*)";/g);
    return [
        ...new Set(
            [...sources].map(([, source]) => require.resolve(path.join(PACKAGE_FOLDER, source))),
        ),
        index,
    ];
}

/** Options of the Markdown plugin: one page a component, everything that it lists in tables. */
const PAGES = {
    router: "module",
    mergeReadme: true,
    hideBreadcrumbs: true,
    hidePageHeader: true,
    parametersFormat: "table",
    interfacePropertiesFormat: "table",
    classPropertiesFormat: "table",
    enumMembersFormat: "table",
};

/** Where docs/reference is not what the code says; `temporary` is for a fresh one. */
export async function referenceProblems(temporary: string): Promise<string[]> {
    const folder = mkdtempSync(path.join(temporary, "reference-"));
    try {
        await writeReference(folder);
        return differingPages(folder, REFERENCE_FOLDER);
    } finally {
        rmSync(folder, { recursive: true });
    }
}

/** Where a committed reference differs from a fresh one. */
export function differingPages(fresh: string, committed: string): string[] {
    const [before, now] = [pagesIn(committed), pagesIn(fresh)];
    return [...new Set([...before.keys(), ...now.keys()])]
        .filter((page) => before.get(page) !== now.get(page))
        .map((page) => `docs/reference/${page} is out of date. Run "npm run reference".`);
}

function pagesIn(folder: string): Map<string, string> {
    return new Map(
        readdirSync(folder)
            .sort()
            .map((page) => [page, readFileSync(path.join(folder, page), "utf8")]),
    );
}
