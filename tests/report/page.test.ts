import assert from "node:assert/strict";

import type { Page } from "playwright-core";

import { reportPage } from "../../tools/demo/report/page";
import { ScenarioRecord } from "../../tools/demo/report/record";
import { leastContrast, picturesProblems, tablesProblems } from "../browser/look";
import { openBrowser, type TestBrowser } from "../browser/openBrowser";
import { stacksOf } from "../diagram/situations";
import { FINDINGS, recordOf, runOf, SERVED } from "./runs";

/** What WCAG 2.2 asks of text (success criterion 1.4.3). */
const LEGIBLE = 4.5;

/** Pixels that a line of text in a picture is high at least, where the window is narrowest. */
const SMALLEST = 6.5;

/** How much wider the page is than its window. */
const overflow = (page: Page): Promise<number> =>
    page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

/** Pictures, tables and cells of which a part is outside of the window, or of what they stand in. */
const cutOff = (page: Page): Promise<string[]> =>
    page.locator(".picture, .picture svg, table, th, td").evaluateAll((shown) =>
        shown
            .filter((each) => each.checkVisibility())
            .filter((each) => {
                const { left, right } = each.getBoundingClientRect();
                return left < 0 || right > innerWidth || each.scrollWidth > each.clientWidth + 1;
            })
            .map(({ tagName, textContent }) => `${tagName} ${textContent}`),
    );

/** The height of the smallest text in a picture, in pixels of the window. */
const smallestText = (page: Page): Promise<number> =>
    page
        .locator(".picture text")
        .evaluateAll((texts) =>
            Math.min(
                ...texts
                    .filter((text) => text.checkVisibility())
                    .map((text) => text.getBoundingClientRect().height),
            ),
        );

const tableRows = (page: Page, selector: string): Promise<string[][]> =>
    page
        .locator(`${selector} tr`)
        .evaluateAll((rows) =>
            rows.map((row) => [...row.children].map((cell) => cell.textContent?.trim() ?? "")),
        );

describe("the demo's report, looked at in a browser,", () => {
    let browser: TestBrowser;
    let report: string;

    before(async () => {
        browser = await openBrowser();
        report = await reportPage(
            runOf(
                recordOf("same-account", FINDINGS, [SERVED]),
                recordOf("cross-account"),
                recordOf("alb"),
                recordOf("nlb"),
            ),
        );
    });

    after(() => browser?.close());

    for (const width of [1280, 800, 400]) {
        for (const dark of [false, true]) {
            it(`fits a ${dark ? "dark" : "light"} window of ${width} px, and all of it is legible`, () =>
                browser.show(report, { width, dark }, async (page) => {
                    assert.deepEqual(await picturesProblems(page), []);
                    await page.evaluate(() => {
                        document.querySelectorAll("details").forEach((details) => {
                            details.open = true;
                        });
                    });
                    assert.ok((await overflow(page)) <= 0);
                    assert.deepEqual(await tablesProblems(page), []);
                    assert.deepEqual(await cutOff(page), []);
                    const smallest = await smallestText(page);
                    assert.ok(smallest >= SMALLEST, `${smallest} px`);
                    const { ratio, text } = await leastContrast(page);
                    assert.ok(ratio >= LEGIBLE && ratio < Infinity, `${ratio} of ${text}`);
                }));
        }
    }

    it("needs nothing from elsewhere, and runs nothing", () => {
        assert.doesNotMatch(report, /<script|<link|<iframe|\ssrc=|\shref=|url\(|@import/i);
    });

    it("is printed light, regardless of the screen, and no wider than the paper", () =>
        browser.show(report, { width: 1040, dark: true }, async (page) => {
            await page.emulateMedia({ media: "print", colorScheme: "dark" });
            assert.ok((await overflow(page)) <= 0);
            const wide = await page
                .locator(".picture svg, table")
                .evaluateAll(
                    (shown) =>
                        shown.filter((each) => each.getBoundingClientRect().right > innerWidth)
                            .length,
                );
            assert.equal(wide, 0);
            assert.equal(
                await page.evaluate(() => getComputedStyle(document.body).backgroundColor),
                "rgb(255, 255, 255)",
            );
            const { ratio, text } = await leastContrast(page);
            assert.ok(ratio >= LEGIBLE, `${ratio} of ${text}`);
            const pdf = await page.pdf({ preferCSSPageSize: true });
            assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
        }));

    it("has a picture of each scenario with a description of what it shows", () =>
        browser.show(report, {}, async (page) => {
            const pictures = page.getByRole("img", { name: /^Private access to A service/ });
            assert.equal(await pictures.count(), 4);
        }));

    it("has a table of the check, with every column and an answer as text", () =>
        browser.show(report, {}, async (page) => {
            assert.deepEqual(await tableRows(page, ".scenario:first-of-type .check"), [
                [
                    "Zone",
                    "Domain",
                    "Resolved to",
                    "Expected",
                    "Connect ms",
                    "Certificate",
                    "HTTP status",
                    "Backend's answer",
                    "Endpoint that the backend saw",
                    "Verdict",
                ],
                [
                    "eu-central-1b",
                    "ep-1-eu-central-1b.epsrv-1.eu-central-1.privatelink.aliyuncs.com",
                    "10.10.0.2",
                    "10.10.0.2",
                    "3",
                    "verified",
                    "200",
                    "<h1>Hello from ecs2</h1>",
                    "ep-1",
                    "passed",
                ],
                [
                    "all",
                    "ep-1.epsrv-1.eu-central-1.privatelink.aliyuncs.com",
                    "–",
                    "10.10.0.2",
                    "–",
                    "–",
                    "–",
                    "–",
                    "–",
                    "the name does not resolve",
                ],
            ]);
        }));

    it("has a table for each stack that checks, and says whose it is", () =>
        browser.show(report, {}, async (page) => {
            for (const [scenario, expected] of [
                [
                    "cross-account",
                    ["check-1, account 1000000000000000: ", "check-2, account 1000000000000001: "],
                ],
                ["alb", ["check, account 1000000000000000: "]],
            ] as const) {
                const section = page.locator(".scenario", { hasText: `Scenario ${scenario}` });
                const captions = await section.locator("p:has(+ .check)").allTextContents();
                assert.deepEqual(
                    captions,
                    expected.map(
                        (whose) =>
                            `${whose}The traffic flows: all ${scenario === "alb" ? 5 : 3} targets passed.`,
                    ),
                );
            }
        }));

    it("shows which endpoint the servers behind an NLB saw: that of the consumer", () =>
        browser.show(report, {}, async (page) => {
            const { outputs } =
                stacksOf("nlb", "consumer")[0].resources.find(
                    ({ type }) => type === "alicloud:privatelink/vpcEndpoint:VpcEndpoint",
                ) ?? assert.fail();
            const section = page.locator(".scenario", { hasText: "Scenario nlb" });
            const cells = await section.locator(".check td:nth-child(9)").allTextContents();
            assert.deepEqual([...new Set(cells.map((cell) => cell.trim()))], [outputs.id]);
            assert.match(
                await section.locator("p:has(+ .check)").innerText(),
                /The backend servers saw endpoint ep-/,
            );
        }));

    it("says of every endpoint of a service whose it is, and how it is connected", () =>
        browser.show(report, {}, async (page) => {
            const [head, ...rows] = await tableRows(page, ".connections");
            assert.deepEqual(head.slice(0, 9), [
                "Endpoint",
                "Owner",
                "VPC",
                "Region",
                "Zones",
                "Load balancers",
                "State",
                "Since (UTC)",
                "Mbit/s",
            ]);
            assert.deepEqual(rows, [
                [
                    "ep-y7w5ssog7pduhx1sxg2z",
                    "1000000000000002",
                    "vpc-gw8rk1z2q5mho2suvn0z4",
                    "eu-central-1",
                    "eu-central-1a, eu-central-1b",
                    "lb-gw8ssog7pduhx1sxg2z0",
                    "Connected",
                    "2026-01-02 03:04:05",
                    "3072",
                    "–",
                ],
                [
                    "ep-4m0z2suvn5mhoq1zrk",
                    "1000000000000003",
                    "vpc-gw8z4m0z2suvn5mhoq1z",
                    "eu-west-1",
                    "–",
                    "–",
                    "Disconnected",
                    "2026-01-02 03:04:06",
                    "–",
                    "–",
                ],
            ]);
        }));

    it("says why an endpoint is not connected, where a map of consumers knows it", async () => {
        const record = recordOf("before-acceptance", undefined, [SERVED]);
        const [{ stacks }] = record.views;
        Object.assign(stacks[0].state.resources[0], {
            type: "alicloud-privatelink:index:EndpointServiceConsumers",
            outputs: {
                waiting: [{ endpointId: "ep-4m0z2suvn5mhoq1zrk", reason: "Not in the map." }],
            },
        });
        await browser.show(await reportPage(runOf(record)), {}, async (page) => {
            const rows = await tableRows(page, ".connections");
            assert.deepEqual(
                rows.slice(1).map((cells) => cells.at(-1)),
                ["–", "Not in the map."],
            );
        });
    });

    it("has no such table where no stack checks", async () => {
        const without = await reportPage(runOf(recordOf("before-acceptance")));
        await browser.show(without, {}, async (page) => {
            assert.equal(await page.locator(".check").count(), 0);
            assert.doesNotMatch(await page.innerText("body"), /Traffic/);
        });
    });

    it("lists every resource of a stack, those of a component below it, and no inner workings", () =>
        browser.show(report, {}, async (page) => {
            const rows = await tableRows(
                page,
                ".scenario:first-of-type .stacks section:has(> h4:text-is('connection'))",
            );
            assert.deepEqual(
                rows.slice(1).map(([type, name]) => `${type} ${name}`),
                [
                    "EndpointConnection connection",
                    "privatelink.VpcEndpointServiceConnection connection",
                ],
            );
            assert.doesNotMatch(await page.innerText(".stacks"), /pulumi:|StackReference/);
        }));

    it("compares the time to create a stack with the lower bound, and nothing else", () =>
        browser.show(report, {}, async (page) => {
            const rows = await tableRows(page, ".scenario:first-of-type .timings tbody");
            assert.deepEqual(
                rows.filter(([title]) => title === "consumer").map((row) => row.slice(0, 6)),
                [
                    ["consumer", "up", "3 created", "131.3", "125.0", "6.3"],
                    ["consumer", "up again", "3 created", "2.5", "–", "–"],
                    ["consumer", "destroy", "3 created", "30.0", "–", "–"],
                ],
            );
        }));

    it("shows markup in names and messages as text", async () => {
        const record = recordOf("same-account", [
            { domain: "<b>x</b>", answer: "<script>document.title = 'run'</script>" },
        ]);
        const page = await reportPage({
            ...runOf(record),
            closing: "</p><img src=x onerror=alert(1)>",
            failed: true,
        });
        await browser.show(page, {}, async (shown) => {
            assert.equal(await shown.locator("script, main img, main b").count(), 0);
            assert.equal(
                await shown.locator(".closing.failed").textContent(),
                "</p><img src=x onerror=alert(1)>",
            );
        });
    });

    it("can be written before anything is up", async () => {
        const page = await reportPage({
            ...runOf(new ScenarioRecord("Interrupted")),
            closing: "Interrupted",
            failed: true,
        });
        await browser.show(page, {}, async (shown) => {
            assert.equal(await shown.locator("table, svg").count(), 0);
            assert.match(await shown.innerText("main"), /Interrupted/);
        });
    });
});
