import assert from "node:assert/strict";

import type { Page } from "playwright-core";

import { drawPicture } from "../../tools/diagram/drawPicture";
import { mermaidText } from "../../tools/diagram/mermaid";
import type { Picture } from "../../tools/diagram/picture";
import { readNetwork } from "../../tools/diagram/readNetwork";
import { drawWithMermaid, mermaidPage, textsInMermaid } from "../browser/mermaid";
import { openBrowser, type TestBrowser } from "../browser/openBrowser";
import { SITUATIONS, stacksOf } from "./situations";

const joined = (texts: readonly string[][]): string[] =>
    texts.map((lines) => lines.join("\n")).sort();

/** The titles of subgraphs that a box stands on. */
function titlesCovered(page: Page): Promise<string[]> {
    return page.evaluate(() => {
        const boxes = [...document.querySelectorAll(".node")].map((node) =>
            node.getBoundingClientRect(),
        );
        return [...document.querySelectorAll(".cluster-label")]
            .filter((title) => {
                const { left, right, top, bottom } = title.getBoundingClientRect();
                return boxes.some(
                    (box) =>
                        box.left < right &&
                        box.right > left &&
                        box.top < bottom &&
                        box.bottom > top,
                );
            })
            .map((title) => title.textContent ?? "");
    });
}

async function check(page: Page, picture: Picture): Promise<void> {
    const { boxes, labels, title } = await drawWithMermaid(page, mermaidText(picture));
    assert.deepEqual(joined(boxes), textsInMermaid(picture.boxes));
    assert.deepEqual(
        joined(labels),
        picture.arrows
            .map(({ label }) => label)
            .filter((label) => label !== "")
            .sort(),
    );
    assert.equal(title, picture.title);
    assert.deepEqual(await titlesCovered(page), []);
}

describe("the Mermaid text, drawn by Mermaid,", () => {
    let browser: TestBrowser;

    before(async () => {
        browser = await openBrowser();
    });

    after(() => browser?.close());

    for (const situation of SITUATIONS) {
        it(`shows every box and every arrow of ${situation}`, () => {
            const picture = drawPicture(readNetwork(stacksOf(situation)));
            return browser.show(mermaidPage(), {}, (page) => check(page, picture));
        });
    }
});
