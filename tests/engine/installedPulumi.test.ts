import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { findInstalledPulumi } from "../../tools/engine/installedPulumi";
import { languageHost, languages } from "../../tools/engine/parts";
import { installFakePulumi, newMachine, writeScript } from "./fakePrograms";
import type { Machine } from "./fakePrograms";

describe("a Pulumi on PATH", () => {
    let machine: Machine;
    const find = () =>
        findInstalledPulumi([languageHost("nodejs")], machine.environment, machine.cache);

    beforeEach(() => (machine = newMachine()));
    afterEach(() => machine.remove());

    it("is used with the language host beside it", () => {
        const pulumi = installFakePulumi(machine, "v3.256.0");
        assert.deepEqual(find(), {
            kind: "usable",
            version: "v3.256.0",
            programs: [pulumi, path.join(machine.programs, "pulumi-language-nodejs")],
        });
    });

    it("is used with the language host beside the file that it links to", () => {
        const real = path.join(machine.folder, "installation");
        writeScript(path.join(real, "pulumi"), "echo v3.256.0");
        const host = writeScript(path.join(real, "pulumi-language-nodejs"), "exit 0");
        fs.symlinkSync(path.join(real, "pulumi"), path.join(machine.programs, "pulumi"));
        const found = find();
        assert.equal(found.kind, "usable");
        assert.deepEqual(found.kind === "usable" && found.programs.slice(1), [host]);
    });

    it("is unusable without the host of a required language, or what that host starts", () => {
        installFakePulumi(machine, "v3.256.0");
        const findAll = () =>
            findInstalledPulumi(languages.map(languageHost), machine.environment, machine.cache);
        const reason = () => {
            const found = findAll();
            return found.kind === "unusable" ? found.reason : found.kind;
        };
        assert.match(reason(), /comes without the Python language host$/);
        machine.install("pulumi-language-python", "exit 0");
        assert.match(reason(), /comes without the Python language host$/);
        machine.install("pulumi-language-python-exec", "exit 0");
        assert.match(reason(), /comes without the Go language host$/);
        machine.install("pulumi-language-go", "exit 0");
        assert.match(reason(), /comes without the YAML language host$/);
        machine.install("pulumi-language-yaml", "exit 0");
        assert.equal(findAll().kind, "usable");
    });

    it("is absent where there is none, or only a folder or a plain file of that name", () => {
        assert.deepEqual(find(), { kind: "absent" });
        fs.mkdirSync(path.join(machine.programs, "pulumi"));
        assert.deepEqual(find(), { kind: "absent" });
        fs.rmdirSync(path.join(machine.programs, "pulumi"));
        fs.writeFileSync(path.join(machine.programs, "pulumi"), "", { mode: 0o644 });
        assert.deepEqual(find(), { kind: "absent" });
    });

    it("is not one of our own, which a program run by us finds there", () => {
        const own = path.join(machine.cache, "root-1", "bin");
        writeScript(path.join(own, "pulumi"), "echo v3.256.0");
        machine.environment.PATH = own;
        assert.deepEqual(find(), { kind: "absent" });
    });

    for (const version of ["v3.230.0", "3.256.0", "v3.300.0-alpha.1", "v4.0.0"]) {
        it(`is new enough as ${version}`, () => {
            installFakePulumi(machine, version);
            assert.equal(find().kind, "usable");
        });
    }

    const unusable: readonly [what: string, install: () => void, reason: RegExp][] = [
        [
            "too old",
            () => installFakePulumi(machine, "v3.229.9"),
            /is v3\.229\.9, older than 3\.230\.0$/,
        ],
        ["far too old", () => installFakePulumi(machine, "v2.300.0"), /is v2\.300\.0, older/],
        ["without a version", () => installFakePulumi(machine, ""), /does not answer/],
        ["broken", () => machine.install("pulumi", "exit 1"), /does not answer/],
        [
            "without a language host",
            () => machine.install("pulumi", "echo v3.256.0"),
            /comes without the Node language host$/,
        ],
    ];
    for (const [what, install, reason] of unusable) {
        it(`is unusable when it is ${what}, and the reason names its file`, () => {
            install();
            const found = find();
            assert.equal(found.kind, "unusable");
            const text = found.kind === "unusable" ? found.reason : "";
            assert.match(text, reason);
            assert.ok(text.startsWith(path.join(machine.programs, "pulumi")));
        });
    }
});
