import * as assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";

import { readRequest, scenarioOf } from "../../tools/demo/commandLine";
import { hasDesktop } from "../../tools/demo/desktop";
import { engineLines, outlookLines, StepsToCome } from "../../tools/demo/outlook";
import { keepTimes, type KnownTimes, timesOf } from "../../tools/demo/runTimes";

const STEPS = [
    { operation: "up", title: "provider", seconds: 41.2 },
    { operation: "up", title: "consumer", seconds: 131 },
    { operation: "up again", title: "provider", seconds: 0.4 },
    { operation: "destroy", title: "consumer", seconds: 12 },
    { operation: "up", title: "provider", seconds: 6 },
];
const TIMES: KnownTimes = {
    here: true,
    day: "2026-01-31",
    preparation: 3.4,
    scenarios: { "same-account": STEPS },
    seconds: 203,
};
const SCENARIOS = { "same-account": scenarioOf("same-account") };

describe("what the demo says before it begins", () => {
    it("is each step in order with its time, and the whole, as they were the last time on this machine", () => {
        assert.deepEqual(outlookLines(SCENARIOS, TIMES), [
            "Same account: a client in VPC1 reaches a service in VPC2",
            "What comes, and how long it took on this machine on 2026-01-31:",
            "  start: 3 s",
            "  up: provider 41 s, consumer 2 min 11 s",
            "  up again: provider 1 s",
            "  destroy: consumer 12 s",
            "  up: provider 6 s",
            "  altogether: 3 min 23 s",
        ]);
    });

    it("says where the times are from, if no run was on this machine", () => {
        const [, source] = outlookLines(SCENARIOS, { ...TIMES, here: false });

        assert.equal(
            source,
            "What comes, and how long it took where it was measured, on 2 busy cores:",
        );
    });

    it("gives no time where none was measured, but says what comes", () => {
        assert.deepEqual(outlookLines(SCENARIOS, undefined), [
            "Same account: a client in VPC1 reaches a service in VPC2",
            "What comes; how long it takes is known after the first run on this machine:",
            "  up, and again: provider, consumer, connection, check",
            "  destroy: check, connection, consumer, provider",
        ]);
    });

    it("names what of the engine is made before", () => {
        const parts = ["Pulumi CLI", "Node language host", "alicloud provider"].join(", ");

        assert.deepEqual(engineLines(`${parts}; a build takes long`), [
            "  before that, once for this machine, fetched or built: Pulumi CLI, Node",
            "    language host, alicloud provider; a build takes long",
        ]);
    });

    it("fits 80 columns however many steps there are", () => {
        const many = Array.from({ length: 30 }, () => STEPS[1]);
        const times = { ...TIMES, scenarios: { "same-account": many } };

        assert.deepEqual(
            outlookLines(SCENARIOS, times).filter((line) => line.length > 80),
            [],
        );
    });

    it("says with each step how long it took, and how long all that are left", () => {
        const toCome = new StepsToCome(STEPS);

        assert.equal(toCome.begin("up", "provider"), " (about 41 s; 3 min 11 s until the end)");
        assert.equal(
            toCome.begin("up", "consumer"),
            " (about 2 min 11 s; 2 min 29 s until the end)",
        );
        assert.equal(toCome.begin("up again", "provider"), " (about 1 s; 18 s until the end)");
        assert.equal(toCome.begin("up", "provider"), " (about 6 s; 6 s until the end)");
        assert.equal(toCome.begin("destroy", "provider"), "");
    });
});

describe("the times of the demo's runs", () => {
    let folder: string;
    let file: string;

    beforeEach(() => {
        folder = mkdtempSync(path.join(tmpdir(), "demo-times-"));
        file = path.join(folder, "cache", "demo-times.json");
    });

    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    it("are kept for the next run of the same kind, and no other", () => {
        keepTimes(file, "one", TIMES);
        keepTimes(file, "other", { ...TIMES, seconds: 9 });

        assert.deepEqual(timesOf(file, "one"), TIMES);
        assert.equal(timesOf(file, "other")?.seconds, 9);
        assert.equal(timesOf(file, "third"), undefined);
        assert.deepEqual(readdirSync(path.dirname(file)), ["demo-times.json"]);
    });

    it("keep how long a start takes, after a run that made the engine first", () => {
        keepTimes(file, "one", TIMES);
        keepTimes(file, "one", { ...TIMES, preparation: undefined, seconds: 190 });

        assert.equal(timesOf(file, "one")?.preparation, 3.4);
        assert.equal(timesOf(file, "one")?.seconds, 190);
    });

    it("are as good as none where the file is no longer whole, and are then kept anew", () => {
        keepTimes(file, "one", TIMES);
        writeFileSync(file, readFileSync(file, "utf8").slice(0, -20));

        assert.equal(timesOf(file, "one"), undefined);
        keepTimes(file, "one", TIMES);
        assert.equal(timesOf(file, "one")?.seconds, 203);
    });

    it("are no reason to fail where there is no place for them", () => {
        writeFileSync(path.join(folder, "cache"), "a file where the folder would be");

        keepTimes(file, "one", TIMES);

        assert.equal(timesOf(file, "one"), undefined);
    });
});

describe("the times of the demo that were measured", () => {
    const file = path.resolve(__dirname, "../../tools/demo/measuredTimes.json");
    const runs = Object.keys(JSON.parse(readFileSync(file, "utf8")) as object);

    for (const run of runs) {
        it(`of ${run} are of the steps that there are`, () => {
            const times = timesOf(path.join(tmpdir(), "no-such-file"), run);

            assert.equal(times?.here, false);
            for (const name of readRequest([run]).names) {
                const titles = scenarioOf(name).stacks.map(({ title }) => title);
                assert.deepEqual(
                    times.scenarios[name]
                        .slice(0, 2 * titles.length)
                        .map(({ operation, title }) => [operation, title]),
                    ["up", "up again"].flatMap((operation) =>
                        titles.map((title) => [operation, title]),
                    ),
                );
            }
        });
    }
});

describe("the demo's report", () => {
    const desktop = {
        platform: "linux",
        environment: { DISPLAY: ":0" },
        isTerminal: true,
    } as const;

    it("opens by itself on a desktop: of Linux by its display, of macOS and Windows always", () => {
        assert.equal(hasDesktop(desktop), true);
        assert.equal(
            hasDesktop({ ...desktop, environment: { WAYLAND_DISPLAY: "wayland-0" } }),
            true,
        );
        assert.equal(hasDesktop({ ...desktop, platform: "darwin", environment: {} }), true);
        assert.equal(hasDesktop({ ...desktop, platform: "win32", environment: {} }), true);
    });

    it("stays closed where nobody would see it: no display, CI, no terminal, a Mac through SSH", () => {
        assert.equal(hasDesktop({ ...desktop, environment: {} }), false);
        assert.equal(hasDesktop({ ...desktop, environment: { DISPLAY: "" } }), false);
        assert.equal(hasDesktop({ ...desktop, environment: { DISPLAY: ":0", CI: "true" } }), false);
        assert.equal(hasDesktop({ ...desktop, isTerminal: false }), false);
        const environment = { SSH_CONNECTION: "192.0.2.1 1 192.0.2.2 22" };
        assert.equal(hasDesktop({ ...desktop, platform: "darwin", environment }), false);
    });

    it("stays closed with --no-open", () => {
        assert.equal(readRequest([]).open, true);
        assert.equal(readRequest(["alb", "--no-open", "--keep"]).open, false);
    });
});

describe("the demo's command line", () => {
    it("names one scenario, or all that run side by side", () => {
        assert.deepEqual(readRequest([]).names, ["same-account"]);
        assert.deepEqual(readRequest(["consumers", "--report", "a.html"]), {
            run: "consumers",
            names: ["consumers"],
            keep: false,
            open: true,
            report: "a.html",
        });
        assert.deepEqual(readRequest(["all"]).names, [
            "same-account",
            "cross-account",
            "alb",
            "nlb",
        ]);
    });

    it("is refused with what is wrong, and how it is used", () => {
        for (const [parameters, problem] of [
            [
                ["sameaccount"],
                /^scenario: found "sameaccount"\. Must be one of those below\.\nUsage: /,
            ],
            [["alb", "nlb"], /^scenario: found "alb nlb"\. Must be one of those below\.\nUsage: /],
            [["--opne"], /^Unknown option '--opne'.*\nUsage: /],
        ] as const) {
            assert.throws(() => readRequest(parameters), { message: problem });
        }
    });
});
