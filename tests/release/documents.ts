import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";

import { PACKAGE_FOLDER } from "../../tools/release/packageFolder";

/** A page, with its path from the root of the repository. */
export interface Document {
    readonly file: string;
    readonly text: string;
}

/** A block of code on a page. */
export interface CodeBlock {
    /** Language of the fence; empty for an indented block. */
    readonly language: string;
    /** The paragraph before the block. */
    readonly introduction: string;
    readonly code: string;
}

/** Where pages are written by hand, as folders from the root. Their own folders are not searched. */
const FOLDERS = [".", "docs", "docs/decisions", "docs/ram", "examples", "examples/languages"];

/** Pages that a generator writes, or that a release keeps. */
const GENERATED = ["docs/changes.md", "docs/preflight.md", "CHANGELOG.md"];

export function document(file: string): Document {
    return { file, text: readFileSync(path.join(PACKAGE_FOLDER, file), "utf8") };
}

/** The pages that are written by hand. */
export function handWritten(): Document[] {
    return FOLDERS.flatMap((folder) =>
        readdirSync(path.join(PACKAGE_FOLDER, folder))
            .filter((name) => name.endsWith(".md"))
            .map((name) => path.posix.join(folder, name)),
    )
        .filter((file) => !GENERATED.includes(file))
        .map(document);
}

/** The targets of a page's links and pictures. */
export function linksOf({ text }: Document): string[] {
    const prose = text.replaceAll(/^```[^]*?^```/gm, "");
    return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target);
}

/** The anchors of a page's headings, as GitHub makes them. */
export function anchorsOf({ text }: Document): string[] {
    const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
        heading
            .toLowerCase()
            .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
            .replaceAll(" ", "-"),
    );
    return [...headings, ...[...text.matchAll(/<a id="([^"]+)"/g)].map(([, id]) => id)];
}

/** The blocks of code on a page, fenced and indented. */
export function codeBlocks({ text }: Document): CodeBlock[] {
    const paragraphs =
        text.match(/^```[^]*?^```$|^(?: {4}.*\n(?:\n(?= {4}))?)+|^\S(?:.+\n?)*/gm) ?? [];
    return paragraphs.flatMap((paragraph, index) => {
        const introduction = (paragraphs[index - 1] ?? "").trim();
        const [, language, code] = /^```(\w*)\n([^]*)```$/.exec(paragraph) ?? [];
        if (code !== undefined) {
            return [{ language, introduction, code }];
        }
        return paragraph.startsWith("    ")
            ? [{ language: "", introduction, code: paragraph.replaceAll(/^ {4}/gm, "") }]
            : [];
    });
}
