import assert from "node:assert/strict";

import { leastContrast, picturesProblems } from "../browser/look";
import { openBrowser, type TestBrowser } from "../browser/openBrowser";

/** A box as the pictures have them. */
function box(title: string, x: number, y: number, width = 100): string {
    return (
        `<g class="box"><rect x="${x}" y="${y}" width="${width}" height="40" fill="#fff"/>` +
        `<text class="title" x="${x + 5}" y="${y + 20}">${title}</text></g>`
    );
}

const picture = (...parts: string[]): string =>
    `<svg class="network" width="600" height="300">${parts.join("")}</svg>`;

const LABEL = `<g class="label"><rect x="5" y="5" width="60" height="20"/><text x="8" y="18">port</text></g>`;

describe("the look at a picture", () => {
    let browser: TestBrowser;

    before(async () => {
        browser = await openBrowser();
    });

    after(() => browser?.close());

    for (const [what, markup, problem] of [
        ["nothing where all is well", picture(box("one", 0, 0), box("two", 200, 0)), undefined],
        ["a text that leaves its box", picture(box("much too long", 0, 0, 30)), /leaves its box/],
        ["a box over another", picture(box("one", 0, 0), box("two", 60, 20)), /overlaps/],
        ["a box outside", picture(box("one", 550, 0)), /leaves the picture/],
        [
            "an arrow through a text",
            picture(box("one", 0, 0), '<path class="way" d="M-10 15L200 15" stroke="#000"/>'),
            /an arrow crosses "one"/,
        ],
        ["a label over a text", picture(box("one", 0, 0), LABEL), /a label covers "one"/],
        [
            "a text over a text",
            picture(box("one", 0, 0), '<text x="10" y="20">other</text>'),
            /is written over/,
        ],
    ] as const) {
        it(`finds ${what}`, () =>
            browser.show(markup, {}, async (page) => {
                const problems = await picturesProblems(page);
                if (problem === undefined) {
                    assert.deepEqual(problems, []);
                } else {
                    assert.match(problems.join("\n"), problem);
                }
            }));
    }

    it("finds the text of the least contrast, in a picture and beside it", async () => {
        const faint = box("faint", 0, 0).replace("<text", '<text fill="#ccc"');
        for (const markup of [
            `<p>dark</p>${picture(faint)}`,
            '<div style="background:#000"><p style="color:#333">faint</p></div>',
        ]) {
            await browser.show(markup, {}, async (page) => {
                const { ratio, text } = await leastContrast(page);
                assert.match(text, /^faint/);
                assert.ok(ratio < 2, String(ratio));
            });
        }
    });

    it("fails if a page loads something from elsewhere", async () => {
        const markup = '<img src="http://127.0.0.1:9/picture.png">';
        await assert.rejects(
            browser.show(markup, {}, async () => undefined),
            /asked for http:\/\/127\.0\.0\.1:9\/picture\.png/,
        );
    });
});
