import * as assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";

import * as semver from "semver";

import { PACKAGE_FOLDER } from "../../tools/release/packageFolder";

/** Debian's Python, which no line of the container's file names. */
const PYTHON_OF: Readonly<Record<string, string>> = { bookworm: "3.11.0", trixie: "3.13.0" };

/** The Debian package that a program comes with, or the image that has it. */
const COMES_WITH: Readonly<Record<string, string>> = {
    "apt-get": "image of Node",
    "bash": "bash",
    "chromium": "chromium",
    "curl": "curl",
    "docker": "nothing: only looked for",
    "env": "coreutils",
    "git": "git",
    "go": "image of Go",
    "gzip": "gzip",
    "node": "image of Node",
    "npm": "image of Node",
    "ps": "procps",
    "pulumi": "the engine",
    "python": "python3",
    "python3": "python3",
    "sh": "dash",
    "tar": "tar",
    "terraform": "nothing: only looked for",
    "true": "coreutils",
    "unshare": "util-linux",
};

const dockerfile = read(".devcontainer/Dockerfile").replaceAll("\\\n", " ");
const installed = /apt-get install ([^&]*)/.exec(dockerfile)?.[1].split(/\s+/) ?? [];

describe("the container", () => {
    it("is described as development containers are, and is built from the file beside it", () => {
        const { build, remoteUser, mounts } = JSON.parse(
            read(".devcontainer/devcontainer.json"),
        ) as {
            build: { dockerfile: string };
            remoteUser: string;
            mounts: { target: string }[];
        };

        assert.deepEqual(readdirSync(path.join(PACKAGE_FOLDER, ".devcontainer")).sort(), [
            build.dockerfile,
            "devcontainer.json",
        ]);
        assert.match(dockerfile, new RegExp(`^USER ${remoteUser}$`, "m"));
        // A volume takes the owner of the folder that it covers.
        assert.match(dockerfile, new RegExp(`mkdir -p ${mounts[0].target} `));
    });

    it("has the oldest Node that the package supports, and its types", () => {
        const { engines } = JSON.parse(read("package.json")) as { engines: { node: string } };
        const [, major] = /^FROM node:(\d+)-/m.exec(dockerfile) ?? [];

        assert.equal(Number(major), semver.minVersion(engines.node)?.major);
    });

    it("has a Go with which every part of the engine can be built", () => {
        const [, version] = /^FROM golang:([\d.]+)-/m.exec(dockerfile) ?? [];
        const wanted = filesBelow("tools/engine", /(^|\/)go\.mod$/).map((file) => ({
            file,
            version: /^go (\S+)/m.exec(read(file))?.[1],
        }));

        assert.ok(wanted.length > 0);
        assert.deepEqual(
            wanted.filter((each) =>
                semver.gt(semver.coerce(each.version)!, semver.coerce(version)!),
            ),
            [],
        );
    });

    it("has a Python that the tools take, with virtual environments", () => {
        const [, debian] = /^FROM node:\d+-(\w+)/m.exec(dockerfile) ?? [];
        const [, wanted] = /oldestPython = \[([^\]]*)\]/.exec(read("tools/engine/python.ts")) ?? [];

        assert.ok(semver.gte(PYTHON_OF[debian], semver.coerce(wanted.replace(/, */g, "."))!));
        assert.ok(installed.includes("python3-venv"));
    });

    it("has every program that tools and tests start", () => {
        const started = filesBelow("tools", /\.(ts|mjs)$/)
            .concat(filesBelow("tests", /\.ts$/))
            .flatMap((file) => programsStartedBy(read(file)).map((program) => ({ file, program })));

        for (const program of ["curl", "git", "go", "ps", "python3", "tar", "unshare"]) {
            assert.ok(
                started.some((each) => each.program === program),
                `${program} is no longer found in the code`,
            );
        }
        assert.deepEqual(
            started.filter(({ program }) => COMES_WITH[program] === undefined),
            [],
        );
        assert.deepEqual(
            started
                .map(({ program }) => COMES_WITH[program])
                .filter((name) => /^[\w-]+$/.test(name) && !installed.includes(name)),
            [],
        );
    });

    it("has the browser and the fonts that the step `browser` would install", () => {
        const [, packages] =
            /"apt-get", "install", "--yes", "--quiet", (.*)\);/.exec(
                read("tests/browser/main.ts"),
            ) ?? [];

        for (const name of JSON.parse(`[${packages}]`) as string[]) {
            assert.ok(installed.includes(name), name);
        }
    });
});

/** Names of programs where code starts one, or looks for one on PATH. */
function programsStartedBy(text: string): string[] {
    const starts =
        /(?:spawn|spawnSync|execFile|execFileSync|findOnPath|promisify\(execFile\))\(\s*"([^"]+)"/g;
    const links = /linkPrograms\([^[]*\[([^\]]*)\]/g;
    return [
        ...[...text.matchAll(starts)].map(([, name]) => name),
        ...[...text.matchAll(links)].flatMap(([, names]) =>
            [...names.matchAll(/"([^"]+)"/g)].map(([, name]) => name),
        ),
        ...[...text.matchAll(/run\([^;]*?, "(curl|tar)"/g)].map(([, name]) => name),
        ...[...text.matchAll(/"\/(?:usr\/)?bin\/(\w+)"/g)].map(([, name]) => name),
    ].map((name) => path.posix.basename(name));
}

function filesBelow(folder: string, name: RegExp): string[] {
    return readdirSync(path.join(PACKAGE_FOLDER, folder), { recursive: true, encoding: "utf8" })
        .map((file) => path.posix.join(folder, file))
        .filter((file) => name.test(file) && !file.includes("node_modules"));
}

function read(file: string): string {
    return readFileSync(path.join(PACKAGE_FOLDER, file), "utf8");
}
