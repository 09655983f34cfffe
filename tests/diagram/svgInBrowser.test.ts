import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import * as path from "node:path";

import { drawDiagram } from "../../tools/diagram";
import { leastContrast, picturesProblems } from "../browser/look";
import { openBrowser, type TestBrowser } from "../browser/openBrowser";
import { SITUATIONS, stacksOf } from "./situations";

/** What WCAG 2.2 asks of text (success criterion 1.4.3). */
const LEGIBLE = 4.5;

describe("the SVG, looked at in a browser,", () => {
    let browser: TestBrowser;

    before(async () => {
        browser = await openBrowser();
    });

    after(() => browser?.close());

    for (const situation of SITUATIONS) {
        describe(`of ${situation}`, () => {
            let svg: string;

            before(async () => {
                ({ svg } = await drawDiagram(stacksOf(situation)));
            });

            it("has every text in its box, no box over another, and no arrow through a text", () =>
                browser.show(svg, { width: 2000 }, async (page) => {
                    assert.deepEqual(await picturesProblems(page), []);
                    assert.notEqual(await page.locator("svg .box").count(), 0);
                }));

            it("has the same for a narrow window, in half the width and with every arrow behind the headers", async () => {
                const narrow = await drawDiagram(stacksOf(situation), "down");
                await browser.show(narrow.svg, {}, async (page) => {
                    assert.deepEqual(await picturesProblems(page), []);
                    const { ratio, text } = await leastContrast(page);
                    assert.ok(ratio >= LEGIBLE && ratio < Infinity, `${ratio} of ${text}`);
                });
                const [width, narrowWidth] = [svg, narrow.svg].map((each) =>
                    Number(/ width="(\d+)"/.exec(each)?.[1]),
                );
                assert.ok(narrowWidth < width / 2, `${narrowWidth} of ${width}`);
                assert.equal(narrow.mermaid, (await drawDiagram(stacksOf(situation))).mermaid);
            });

            for (const dark of [false, true]) {
                it(`is legible where the screen is ${dark ? "dark" : "light"}`, () =>
                    browser.show(svg, { width: 2000, dark }, async (page) => {
                        const { ratio, text } = await leastContrast(page);
                        assert.ok(ratio >= LEGIBLE && ratio < Infinity, `${ratio} of ${text}`);
                    }));
            }

            it("is a document of its own that an image can show", () =>
                browser.show("<img>", {}, async (page) => {
                    const seen = await page.evaluate(async (source) => {
                        const parsed = new DOMParser().parseFromString(source, "image/svg+xml");
                        const image = document.querySelector("img") as HTMLImageElement;
                        image.src = `data:image/svg+xml,${encodeURIComponent(source)}`;
                        await image.decode();
                        return {
                            errors: parsed.querySelectorAll("parsererror").length,
                            isWide: image.naturalWidth > 500,
                        };
                    }, svg);
                    assert.deepEqual(seen, { errors: 0, isWide: true });
                }));

            it("has a text for people who cannot see it", () =>
                browser.show(svg, {}, async (page) => {
                    const picture = page.getByRole("img", { name: /^Private access to A service/ });
                    assert.equal(await picture.count(), 1);
                    assert.match(
                        (await page.locator("svg > desc").textContent()) ?? "",
                        /^Endpoint endpoint to service A service behind an? [ACN]LB: \w+/,
                    );
                }));
        });
    }

    for (const font of ["DejaVu Sans", "Verdana", "monospace"]) {
        it(`has every text in its box in the wider font ${font}`, async () => {
            const style = `<style>.network text { font-family: "${font}", ${font} !important }</style>`;
            for (const situation of SITUATIONS) {
                const { svg } = await drawDiagram(stacksOf(situation));
                await browser.show(svg + style, { width: 2000 }, async (page) => {
                    assert.deepEqual(await picturesProblems(page), [], situation);
                });
            }
        });
    }

    it("is the same each time", async () => {
        for (const situation of SITUATIONS) {
            const once = await drawDiagram(stacksOf(situation));
            const again = await drawDiagram(stacksOf(situation));
            assert.deepEqual(again, once);
        }
    });

    it("is what docs/diagram.md shows", async () => {
        const folder = path.resolve(__dirname, "../../docs/pictures/cross-account");
        const { svg, mermaid } = await drawDiagram(stacksOf("cross-account"));
        const message =
            "run: npm run diagram -- tests/diagram/fixtures/cross-account/*.json --out docs/pictures/cross-account";
        assert.equal(await readFile(path.join(folder, "diagram.svg"), "utf8"), svg, message);
        assert.equal(await readFile(path.join(folder, "diagram.mmd"), "utf8"), mermaid, message);
    });

    it("distinguishes the states of connections by line and color", async () => {
        const { svg } = await drawDiagram(stacksOf("disconnected"));
        await browser.show(svg, {}, async (page) => {
            const looks = await page.evaluate(() =>
                ["connected", "disconnected", "traffic"].map((state) => {
                    const way = document.querySelector(`.arrow.${state} .way`) as Element;
                    const { stroke, strokeDasharray } = getComputedStyle(way);
                    return `${stroke} ${strokeDasharray}`;
                }),
            );
            assert.equal(new Set(looks).size, 3);
            assert.deepEqual(await page.locator(".label.disconnected").allTextContents(), [
                "Disconnected",
            ]);
        });
    });
});
