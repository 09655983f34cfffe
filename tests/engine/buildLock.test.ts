import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { spawnSync } from "node:child_process";
import { withLock } from "../../tools/engine/buildLock";
import type { LockOptions } from "../../tools/engine/buildLock";
import { entries, newMachine } from "./fakePrograms";
import type { Machine } from "./fakePrograms";

describe("the build lock", () => {
    let machine: Machine;
    let file: string;
    const never = new AbortController().signal;
    const ignore = () => {};
    const lock = <T>(work: () => Promise<T>, onWait: LockOptions["onWait"] = ignore) =>
        withLock(file, { signal: never, onWait, pollMilliseconds: 1 }, work);
    const leave = (holder: object | string, age = 0) => {
        fs.mkdirSync(path.dirname(file), { recursive: true });
        fs.writeFileSync(file, typeof holder === "string" ? holder : JSON.stringify(holder));
        const touched = new Date(Date.now() - age);
        fs.utimesSync(file, touched, touched);
    };
    const goneProcess = () => spawnSync(process.execPath, ["--version"]).pid;

    beforeEach(() => {
        machine = newMachine();
        file = path.join(machine.cache, "build.lock");
    });
    afterEach(() => machine.remove());

    it("allows one process at a time, and the other says which one it waits for", async () => {
        const events: string[] = [];
        let finishFirst = ignore;
        const first = lock(async () => {
            events.push("first starts");
            await new Promise<void>((resolve) => (finishFirst = resolve));
            events.push("first ends");
        });
        const second = lock(
            async () => void events.push("second starts"),
            (pid, seconds) => {
                if (seconds === 0) {
                    events.push(`second waits for ${pid}`);
                }
                finishFirst();
            },
        );
        await Promise.all([first, second]);
        assert.deepEqual(events, [
            "first starts",
            `second waits for ${process.pid}`,
            "first ends",
            "second starts",
        ]);
    });

    it("is removed afterwards, whether the work succeeds or fails", async () => {
        assert.equal(await lock(async () => 1), 1);
        assert.deepEqual(entries(machine.cache), []);
        await assert.rejects(
            lock(() => Promise.reject(new Error("work failed"))),
            /work failed/,
        );
        assert.deepEqual(entries(machine.cache), []);
    });

    const stale: readonly [what: string, leave: () => void][] = [
        [
            "its process has ended",
            () => leave({ pid: goneProcess(), host: os.hostname(), token: "t" }),
        ],
        [
            "nobody has touched it for long, on another machine",
            () => leave({ pid: 1, host: "elsewhere", token: "t" }, 61_000),
        ],
        [
            "nobody has touched it for long, its process number given to another",
            () => leave({ pid: process.pid, host: os.hostname(), token: "t" }, 61_000),
        ],
        ["it was never written whole and is old", () => leave("", 61_000)],
    ];
    for (const [what, prepare] of stale) {
        it(`is taken over when ${what}`, async () => {
            prepare();
            await lock(async () => ignore());
            assert.deepEqual(entries(machine.cache), []);
        });
    }

    const valid: readonly [what: string, leave: () => void][] = [
        ["its process runs", () => leave({ pid: process.pid, host: os.hostname(), token: "t" })],
        [
            "another machine touched it lately",
            () => leave({ pid: 1, host: "elsewhere", token: "t" }),
        ],
        ["it is being written", () => leave("")],
    ];
    for (const [what, prepare] of valid) {
        it(`is waited for while ${what}, until the wait is given up`, async () => {
            prepare();
            const controller = new AbortController();
            const waiting = withLock(
                file,
                {
                    signal: controller.signal,
                    onWait: () => controller.abort(new Error("given up")),
                },
                async () => assert.fail("worked without the lock"),
            );
            await assert.rejects(waiting, /given up/);
            assert.ok(fs.existsSync(file));
        });
    }
});
