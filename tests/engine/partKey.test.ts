import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { findBuilt, partKey } from "../../tools/engine/partKey";
import { commandLine } from "../../tools/engine/parts";
import { newMachine, writeScript } from "./fakePrograms";
import type { Machine } from "./fakePrograms";

describe("the engine's cache keys", () => {
    let machine: Machine;
    let source: string;
    const write = (file: string, content: string) =>
        fs.writeFileSync(path.join(source, file), content);
    const key = (part = commandLine, goVersion = "go1.99.0") => partKey(part, source, goVersion);

    beforeEach(() => {
        machine = newMachine();
        source = path.join(machine.folder, "source");
        fs.mkdirSync(source);
        write("go.mod", "module example");
        write("go.sum", "sums");
        write("main.go", "package main");
    });
    afterEach(() => machine.remove());

    for (const file of ["go.mod", "go.sum", "main.go"]) {
        it(`change with ${file}`, () => {
            const before = key();
            fs.appendFileSync(path.join(source, file), "\n");
            assert.notEqual(key(), before);
        });
    }

    it("change when a Go file is added", () => {
        const before = key();
        write("another.go", "");
        assert.notEqual(key(), before);
    });

    it("change when text moves from one file into the next", () => {
        const before = key();
        write("go.mod", "module examplesu");
        write("go.sum", "ms");
        assert.notEqual(key(), before);
    });

    it("change with the link flags and the Go version", () => {
        const before = key();
        assert.notEqual(key({ ...commandLine, linkFlags: "-s" }), before);
        assert.notEqual(key(commandLine, "go1.99.1"), before);
    });

    it("change with the script that starts the binary, and with what else goes into it", () => {
        write("launcher.sh", "exec");
        const part = { ...commandLine, launcher: "launcher.sh", ingredients: "sugar" };
        const before = key(part);
        assert.notEqual(key({ ...part, ingredients: "salt" }), before);
        write("launcher.sh", "exec exec");
        assert.notEqual(key(part), before);
    });

    it("do not change with files that the compiler does not read", () => {
        const before = key();
        write("README.md", "words");
        assert.equal(key(), before);
    });

    describe("find a part", () => {
        const put = (name: string) =>
            writeScript(path.join(machine.cache, name, commandLine.executable), "exit 0");
        const find = (goVersion: string | undefined) =>
            findBuilt(commandLine, source, machine.cache, goVersion);

        it("only under its very key while there is a Go", () => {
            put(key(commandLine, "go1.98.0"));
            assert.equal(find("go1.99.0"), undefined);
            put(key());
            assert.equal(find("go1.99.0"), path.join(machine.cache, key()));
        });

        it("under any Go version once Go is gone", () => {
            put(key(commandLine, "go1.98.0"));
            assert.equal(find(undefined), path.join(machine.cache, key(commandLine, "go1.98.0")));
        });

        it("not in a folder without its binary, and not where there is no cache", () => {
            assert.equal(find(undefined), undefined);
            fs.mkdirSync(path.join(machine.cache, key()), { recursive: true });
            assert.equal(find("go1.99.0"), undefined);
        });
    });
});
