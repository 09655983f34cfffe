import * as assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";

import { fileBackend } from "../../stacks/fileBackend";
import { requirePlatform } from "../../tools/engine/platform";
import { PACKAGE_FOLDER } from "../../tools/release/packageFolder";

/** What the package has of Node: all of it is the same on every platform, starting a program aside. */
const NODE_MODULES = [
    ...[
        "assert",
        "async_hooks",
        "child_process",
        "crypto",
        "fs",
        "fs/promises",
        "net",
        "os",
        "path",
    ],
    ...["readline/promises", "stream/promises", "timers/promises", "url", "util"],
];

/** It runs the CLI that the Automation API has found, without a shell. */
const STARTS_PROGRAMS = ["repair/pulumiCommand.ts"];

const SOURCES = ["adopt", "components", "connections", "repair", "stacks", "testing"]
    .flatMap((folder) =>
        readdirSync(path.join(PACKAGE_FOLDER, folder), { recursive: true, encoding: "utf8" }).map(
            (file) => path.join(folder, file).split(path.sep).join("/"),
        ),
    )
    .filter((file) => file.endsWith(".ts"))
    .concat("index.ts", "plugin.ts")
    .map((file) => ({ file, text: readFileSync(path.join(PACKAGE_FOLDER, file), "utf8") }));

describe("the package on every platform", () => {
    it("names its state backend as an address, also for a folder of Windows", () => {
        assert.equal(fileBackend("/tmp/adopt-x1", path.posix), "file:///tmp/adopt-x1");
        assert.equal(
            fileBackend("C:\\Users\\First Last\\AppData\\Local\\Temp\\adopt-x1", path.win32),
            "file://C:/Users/First Last/AppData/Local/Temp/adopt-x1",
        );
        assert.equal(fileBackend("/tmp/a\\b", path.posix), "file:///tmp/a\\b");
    });

    it("uses nothing of Node but what every platform has", () => {
        const imported = SOURCES.flatMap(({ file, text }) =>
            [...text.matchAll(/from "node:([^"]+)"/g)].map(([, name]) => ({ file, name })),
        );

        assert.ok(imported.length > 0);
        assert.deepEqual(
            imported.filter(({ name }) => !NODE_MODULES.includes(name)),
            [],
        );
        assert.deepEqual(
            imported.filter(({ name }) => name === "child_process").map(({ file }) => file),
            STARTS_PROGRAMS,
        );
    });

    for (const [what, pattern] of [
        ["asks which platform it is on", /process\.platform|os\.platform\(/],
        [
            "reads where a home or a temporary folder is from the environment",
            /env\.(HOME|TMPDIR|USERPROFILE|TEMP)\b/,
        ],
        ["names a folder that only some platforms have", /"\/(tmp|usr|bin|etc|proc|dev)(\/|")/],
        [
            "puts a path together with a slash",
            /\$\{(\w+\.)*(folder|directory|__dirname|workDir)\}\//,
        ],
        ["starts a shell", /shell: true|"(sh|bash|cmd|powershell)"/],
        ["sends a signal", /process\.kill\(|\.kill\("SIG/],
    ] as const) {
        it(`never ${what}`, () => {
            assert.deepEqual(
                SOURCES.filter(({ text }) => pattern.test(text)).map(({ file }) => file),
                [],
            );
        });
    }
});

describe("the engine on a platform on which it cannot be put together", () => {
    it("says so before anything else, and where it can", () => {
        requirePlatform("linux");
        requirePlatform("darwin");
        assert.throws(() => requirePlatform("win32"), {
            message: "The engine is put together on Linux and macOS; on Windows use WSL.",
        });
    });
});
