import { readFileSync } from "node:fs";
import * as path from "node:path";

import type { Page } from "playwright-core";

import type { Box } from "../../tools/diagram/picture";
import { oneLine } from "../../tools/diagram/plainText";

const SCRIPT = path.resolve(__dirname, "../../node_modules/mermaid/dist/mermaid.min.js");

/** Markup of a page on which Mermaid can be run. */
export function mermaidPage(): string {
    return `<!doctype html><meta charset="utf-8"><body><script>${readFileSync(SCRIPT, "utf8").replaceAll("</script", "<\\/script")}</script></body>`;
}

/** What Mermaid is to write in the boxes, in no order: subgraphs have it all on one line. */
export function textsInMermaid(boxes: readonly Box[]): string[] {
    return boxes
        .flatMap(({ caption, title, lines, children }) => {
            const [first, second, ...others] = [caption, title, ...lines].map(oneLine);
            return [
                children.length === 0
                    ? [first, second, ...others].join("\n")
                    : [`${first} ${second}`, ...others].join(" · "),
                ...textsInMermaid(children),
            ];
        })
        .sort();
}

/** What Mermaid makes of a text: what each box and arrow is labelled with, line by line. */
export interface Drawn {
    readonly boxes: string[][];
    readonly labels: string[][];
    readonly title: string;
}

/** Draws a text with Mermaid as GitHub sets it up: no HTML but what it finds harmless. */
export function drawWithMermaid(page: Page, text: string): Promise<Drawn> {
    return page.evaluate(async (source) => {
        const { mermaid } = window as unknown as {
            mermaid: {
                initialize(settings: object): void;
                render(id: string, text: string): Promise<{ svg: string }>;
            };
        };
        mermaid.initialize({ startOnLoad: false, securityLevel: "strict", maxTextSize: 500_000 });
        const { svg } = await mermaid.render("drawn", source);
        const target = document.body.appendChild(document.createElement("div"));
        target.innerHTML = svg;
        const linesOf = (label: HTMLElement) =>
            label.innerText.split("\n").filter((line) => line !== "");
        const all = (selector: string) =>
            [...target.querySelectorAll<HTMLElement>(selector)].map(linesOf);
        return {
            boxes: all(".nodeLabel"),
            labels: all(".edgeLabel .edgeLabel").filter((lines) => lines.length > 0),
            title: target.querySelector("svg > title")?.textContent ?? "",
        };
    }, text);
}
