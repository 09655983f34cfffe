import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { ensurePython } from "../../tools/engine/python";
import { entries, installFakePython, newMachine } from "./fakePrograms";
import type { Machine } from "./fakePrograms";

describe("the Python for programs", () => {
    let machine: Machine;
    let requirementsFile: string;
    let lines: string[];
    const ensure = () =>
        ensurePython({
            progress: (line, alive) => void (alive || lines.push(line)),
            environment: machine.environment,
            requirementsFile,
        });

    beforeEach(() => {
        machine = newMachine();
        lines = [];
        requirementsFile = path.join(machine.folder, "requirements.txt");
        fs.writeFileSync(requirementsFile, "package==1.0.0");
    });
    afterEach(() => machine.remove());

    it("is one of its own in the cache, with exactly the files that the requirements name", async () => {
        const { calls } = installFakePython(machine, "3.11.7");
        const python = await ensure();
        assert.deepEqual(entries(machine.cache), [
            path.basename(path.dirname(path.dirname(python))),
        ]);
        assert.ok(python.startsWith(`${machine.cache}${path.sep}python-`));
        assert.deepEqual(calls(), [
            `-m pip install --disable-pip-version-check --require-hashes --only-binary :all: --requirement ${requirementsFile}`,
        ]);
        assert.match(lines.join("\n"), /^Installing the packages for programs in Python 3\.11\.7/);
    });

    it("is created once, and again for other requirements or another Python", async () => {
        const { calls } = installFakePython(machine, "3.11.7");
        const first = await ensure();
        assert.equal(await ensure(), first);
        assert.equal(calls().length, 1);
        fs.appendFileSync(requirementsFile, "\n");
        const second = await ensure();
        installFakePython(machine, "3.12.0");
        const third = await ensure();
        assert.equal(new Set([first, second, third]).size, 3);
        assert.equal(calls().length, 3);
    });

    it("is created once by two at once", async () => {
        const { calls } = installFakePython(machine, "3.11.7");
        const [first, second] = await Promise.all([ensure(), ensure()]);
        assert.equal(first, second);
        assert.equal(calls().length, 1);
    });

    it("that is not available says what to install", async () => {
        await assert.rejects(ensure(), /no Python on PATH .*: install Python 3\.10 or later/);
        const { python } = installFakePython(machine, "3.9.2");
        await assert.rejects(ensure(), {
            message: `${python} is Python 3.9.2: install Python 3.10 or later (https://www.python.org/downloads).`,
        });
        machine.install("python3", "exit 1");
        await assert.rejects(ensure(), /is Python of unknown version: install/);
        assert.deepEqual(entries(machine.cache), []);
    });

    it("whose installation fails shows what pip said, and leaves its log alone", async () => {
        installFakePython(machine, "3.11.7", 'echo "ERROR: HASHES DO NOT MATCH" >&2; exit 1');
        await assert.rejects(
            ensure(),
            /^Error: Installing Python packages failed \(exit code 1\)\.\n {4}ERROR: HASHES DO NOT MATCH\n/,
        );
        assert.deepEqual(entries(machine.cache), ["python.log"]);
    });
});
