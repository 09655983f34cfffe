import * as path from "node:path";

import { errorResponse, type HttpRequest, type HttpResponse } from "./connection";
import type { Boot, DeclaredServer } from "./userData";

const TYPES: Readonly<Record<string, string>> = {
    ".html": "text/html",
    ".json": "application/json",
    ".txt": "text/plain",
};

/** Answers as Python's `http.server` does: files and listings of one folder, to GET and HEAD. */
export function answerPage(
    boot: Boot,
    { directory }: DeclaredServer,
    { method, target }: HttpRequest,
): HttpResponse {
    if (method !== "GET" && method !== "HEAD") {
        return errorResponse(501, `Unsupported method ('${method}')`);
    }
    const wanted = fileOf(directory, target);
    const page = wanted === undefined ? undefined : contentOf(boot, wanted);
    if (page === undefined) {
        return errorResponse(404, "File not found");
    }
    const body = Buffer.from(page.content);
    return {
        status: 200,
        reason: "OK",
        headers: [
            ["Server", "SimpleHTTP/0.6 Python/3.6.8"],
            ["Content-type", page.type],
            ["Content-Length", String(body.length)],
        ],
        body: method === "HEAD" ? Buffer.alloc(0) : body,
    };
}

/** The path of a target below the folder; undefined for what cannot be decoded. */
function fileOf(directory: string, target: string): string | undefined {
    try {
        const name = decodeURIComponent(target.split(/[?#]/)[0] ?? "/");
        return path.posix.join(directory, path.posix.resolve("/", name));
    } catch {
        return undefined;
    }
}

function contentOf({ files }: Boot, wanted: string): { content: string; type: string } | undefined {
    const folder = wanted.replace(/\/$/, "");
    const file = [wanted, `${folder}/index.html`].find((name) => files.has(name));
    if (file !== undefined) {
        const type = TYPES[path.posix.extname(file)] ?? "application/octet-stream";
        return { content: files.get(file) ?? "", type };
    }
    const names = [...files.keys()].filter((name) => name.startsWith(`${folder}/`));
    if (names.length === 0) {
        return undefined;
    }
    const entries = [...new Set(names.map((name) => name.slice(folder.length + 1).split("/")[0]))];
    const lines = entries.sort().map((name) => `<li><a href="${name}">${name}</a></li>`);
    return {
        content: `<html>\n<body>\n<ul>\n${lines.join("\n")}\n</ul>\n</body>\n</html>\n`,
        type: "text/html; charset=utf-8",
    };
}
