import assert from "node:assert/strict";

import { drawPicture } from "../../tools/diagram/drawPicture";
import { mermaidText } from "../../tools/diagram/mermaid";
import type { Box, Picture } from "../../tools/diagram/picture";
import { oneLine, shortened } from "../../tools/diagram/plainText";
import { readNetwork } from "../../tools/diagram/readNetwork";
import { svgText } from "../../tools/diagram/svg";
import { picturesProblems } from "../browser/look";
import { drawWithMermaid, mermaidPage, textsInMermaid } from "../browser/mermaid";
import { openBrowser, type TestBrowser } from "../browser/openBrowser";
import { stacksWith } from "./situations";

/** Names that mean something to HTML, to Mermaid or to Markdown, and some that are hard to show. */
const NAMES = [
    `<script>document.title = "run"</script>`,
    `<img src=x onerror="document.title='run'">`,
    `"]; click n1 href "javascript:alert(1)"`,
    "]]> <!-- & --> &lt; &amp;amp; &#60;",
    "#quot; #35; #lt; #9829; ﬂ°°60¶ß",
    "`code` **bold** _em_ __b__ ~~x~~ $$x^2$$",
    "1. list",
    "- list",
    "+ list",
    "1) list",
    "# heading",
    "> quote",
    "[link](http://127.0.0.1/) www.example.com http://example.com me@example.com",
    "end",
    "subgraph x [y] end",
    "%% comment",
    "%%{init: {'theme': 'dark'}}%%",
    "classDef a fill:#f00;",
    "style n1 fill:#f00,stroke:#0f0;",
    "a -->|b| c; d@{ shape: rounded }",
    "line\nline\r\nline\u2028line\ttab",
    "back\\slash \\n \\u0041",
    "{{a}} ((b)) [(c)] >d]",
    "<br/><br>",
    "fa:fa-car :::class ::icon(x)",
    "\u0000\u0007\u001b[31m",
    "\ud800 alone",
    "",
    "   ",
    "\u202egnp.exe",
    "负载均衡 и сервис مرحبا",
    "👩‍👩‍👧 🏳️‍🌈",
    "long ".repeat(40),
    "W".repeat(200),
];

const ALPHABET = [
    ..."\"'`<>&#;:%[](){}|\\/*_-+.!?~^=$@, \n\taZ09é中😀\u00ad",
    "end",
    "www.",
    "http://",
    "<b>",
    "&lt;",
    "#34;",
    "style ",
    "--",
    "1.",
];

/** The same names each time: a linear congruential generator (Numerical Recipes). */
function randomNames(count: number): string[] {
    let state = 20_260_101;
    const below = (limit: number): number => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        return Math.floor((state / 2 ** 32) * limit);
    };
    return Array.from({ length: count }, () =>
        Array.from({ length: 1 + below(14) }, () => ALPHABET[below(ALPHABET.length)]).join(""),
    );
}

/** A picture in which everything that users name is called so. */
function pictureWith(name: string): Picture {
    const stacks = stacksWith("same-account", {
        "alicloud:vpc/network:Network": { vpcName: name, cidrBlock: name },
        "alicloud:vpc/switch:Switch": { vswitchName: name, zoneId: name },
        "alicloud:ecs/instance:Instance": { instanceName: name, primaryIpAddress: name },
        "alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer": { loadBalancerName: name },
        "alicloud:slb/listener:Listener": { protocol: name },
        "alicloud:privatelink/vpcEndpoint:VpcEndpoint": {
            vpcEndpointName: name,
            endpointDomain: name,
        },
        "alicloud:privatelink/vpcEndpointService:VpcEndpointService": { serviceDescription: name },
        "alicloud:privatelink/vpcEndpointServiceConnection:VpcEndpointServiceConnection": {
            status: name,
        },
    });
    return drawPicture(readNetwork(stacks));
}

function allBoxes(boxes: readonly Box[]): Box[] {
    return boxes.flatMap((box) => [box, ...allBoxes(box.children)]);
}

const textsOf = ({ caption, title, lines }: Box): string[] => [caption, title, ...lines];

/** Spaces without a width keep Mermaid from taking a text for its own. */
const withoutZeroWidth = (text: string): string => text.replaceAll("\u200b", "");

describe("names that could be taken for markup", () => {
    const pictures = [...NAMES, ...randomNames(40)].map(pictureWith);
    let browser: TestBrowser;

    before(async () => {
        browser = await openBrowser();
    });

    after(() => browser?.close());

    it("are shown by the SVG as they are, or cut, inside their boxes", async () => {
        await browser.show("<main></main>", { width: 2400 }, async (page) => {
            for (const picture of pictures) {
                const shown = await page.evaluate(
                    (source) => {
                        (document.querySelector("main") as Element).innerHTML = source;
                        const parsed = new DOMParser().parseFromString(source, "image/svg+xml");
                        return {
                            errors: parsed.querySelectorAll("parsererror").length,
                            foreign: parsed.querySelectorAll("script, img, foreignObject, a")
                                .length,
                            title: document.title,
                            boxes: [...parsed.querySelectorAll(".box")].map((box) =>
                                [...box.querySelectorAll("text")].map((text) => text.textContent),
                            ),
                        };
                    },
                    await svgText(picture),
                );
                assert.deepEqual(shown, {
                    errors: 0,
                    foreign: 0,
                    title: "",
                    boxes: allBoxes(picture.boxes).map((box) =>
                        textsOf(box).map((text) => shortened(oneLine(text))),
                    ),
                });
                assert.deepEqual(await picturesProblems(page), [], picture.title);
            }
        });
    });

    it("are shown by Mermaid as they are", async () => {
        await browser.show(mermaidPage(), {}, async (page) => {
            for (const picture of pictures) {
                const { boxes, title } = await drawWithMermaid(page, mermaidText(picture));
                assert.deepEqual(
                    boxes.map((lines) => withoutZeroWidth(lines.join("\n"))).sort(),
                    textsInMermaid(picture.boxes),
                );
                assert.equal(withoutZeroWidth(title), oneLine(picture.title));
                assert.equal(await page.title(), "");
            }
        });
    });
});
