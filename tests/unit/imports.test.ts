import * as assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";

import * as typescript from "typescript";

import { PACKAGE_FOLDER } from "../../tools/release/packageFolder";

/** What a folder may import of the repository besides itself. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
    "adopt": ["components/preflight", "components/shared", "index.ts", "stacks"],
    "components": [],
    "components/api": [],
    "components/consumer": [
        "components/api",
        "components/contract",
        "components/preflight",
        "components/shared",
    ],
    "components/contract": ["components/shared"],
    "components/languages": ["components/preflight", "components/shared"],
    "components/preflight": ["components/api", "components/contract", "components/shared"],
    "components/provider": [
        "components/api",
        "components/contract",
        "components/preflight",
        "components/shared",
    ],
    "components/shared": [],
    "connections": ["components/api", "components/preflight"],
    "examples": [],
    "repair": ["components/api", "stacks"],
    "stacks": [],
    "testing": ["components/preflight"],
    "tools/bench": ["bin", "tools/demo", "tools/emulator", "tools/engine"],
    "tools/demo": ["tools/diagram", "tools/emulator", "tools/engine", "tools/shell"],
    "tools/diagram": ["tools/engine"],
    "tools/emulator": ["tools/shell"],
    "tools/engine": ["tools/shell"],
    "tools/offer": ["components"],
    "tools/release": ["components", "index.ts", "tools/engine"],
    "tools/shell": [],
};

describe("imports", () => {
    const imports = new Map(
        Object.keys(ALLOWED)
            .flatMap(sourcesBelow)
            .map((file) => [file, importedBy(file)] as const),
    );

    for (const [folder, allowed] of Object.entries(ALLOWED)) {
        it(`of ${folder}/ stay in it or go to ${allowed.join(", ") || "nothing else"}`, () => {
            const others = [...imports]
                .filter(([file]) => file.startsWith(`${folder}/`))
                .flatMap(([file, imported]) => imported.map((each) => ({ file, each })))
                .filter(({ each }) =>
                    [folder, ...allowed].every(
                        (place) => each !== place && !each.startsWith(`${place}/`),
                    ),
                );

            assert.deepEqual(others, []);
        });
    }

    for (const folder of [
        "adopt",
        "components",
        "connections",
        "repair",
        "testing",
        "tools/emulator",
    ]) {
        it(`of ${folder}/ run one way: no file imports itself through others`, () => {
            const files = [...imports.keys()].filter((file) => file.startsWith(`${folder}/`));

            assert.deepEqual(
                files.filter((file) => reachedFrom(file, imports).has(file)),
                [],
            );
        });
    }

    it("are found to be circular where they are", () => {
        const circle = new Map([
            ["one", ["two"]],
            ["two", ["three"]],
            ["three", ["two"]],
        ]);

        assert.deepEqual(
            [...circle.keys()].filter((file) => reachedFrom(file, circle).has(file)),
            ["two", "three"],
        );
    });
});

function sourcesBelow(folder: string): string[] {
    return readdirSync(path.join(PACKAGE_FOLDER, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => /\.(ts|cjs)$/.test(file) && !file.includes("node_modules"))
        .map((file) => path.posix.join(folder, file));
}

/** The files of the repository that a file imports, types included. */
function importedBy(file: string): string[] {
    const text = readFileSync(path.join(PACKAGE_FOLDER, file), "utf8");
    return typescript
        .preProcessFile(text, true, true)
        .importedFiles.map(({ fileName }) => fileName)
        .filter((name) => name.startsWith("."))
        .map((name) => path.posix.join(path.posix.dirname(file), name))
        .map(
            (target) =>
                [target, `${target}.ts`, `${target}/index.ts`].find(
                    (each) => /\.\w+$/.test(each) && existsSync(path.join(PACKAGE_FOLDER, each)),
                ) ?? target,
        );
}

function reachedFrom(
    file: string,
    imports: ReadonlyMap<string, readonly string[]>,
    reached = new Set<string>(),
): Set<string> {
    for (const each of imports.get(file) ?? []) {
        if (!reached.has(each)) {
            reached.add(each);
            reachedFrom(each, imports, reached);
        }
    }
    return reached;
}
