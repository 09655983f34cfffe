import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";

import { workingTreeProblems } from "../../tools/release/workingTree";
import { temporaryFolder } from "./temporary";

describe("a working tree", () => {
    const folder = temporaryFolder();

    function git(...parameters: string[]): void {
        execFileSync("git", parameters, { cwd: folder.path, stdio: "ignore" });
    }

    function commit(text: string): void {
        writeFileSync(path.join(folder.path, "till.ts"), text);
        git("add", ".");
        git("-c", "user.name=test", "-c", "user.email=test@localhost", "commit", "-m", text);
    }

    beforeEach(() => {
        git("init");
        commit("first");
    });

    const problems = () => workingTreeProblems(folder.path, "1.4.2");

    it("may be released with everything committed", async () => {
        assert.deepEqual(await problems(), []);
    });

    it("may be released with its version's tag on it, of either kind", async () => {
        git("tag", "v1.4.2");
        assert.deepEqual(await problems(), []);

        git("tag", "--delete", "v1.4.2");
        git(
            ...["-c", "user.name=test", "-c", "user.email=test@localhost"],
            ...["tag", "--annotate", "--message=till", "v1.4.2"],
        );
        assert.deepEqual(await problems(), []);
    });

    it("must not be released with a changed file", async () => {
        writeFileSync(path.join(folder.path, "till.ts"), "second");

        assert.deepEqual(await problems(), [
            "The working tree has changes that are not committed. Commit or remove them:\n M till.ts",
        ]);
    });

    it("must not be released with a file that git does not know", async () => {
        writeFileSync(path.join(folder.path, "shelf.ts"), "");

        assert.match((await problems()).join(), /\n\?\? shelf\.ts$/);
    });

    it("must not be released with its version's tag on another commit", async () => {
        git("tag", "v1.4.2");
        commit("second");

        assert.deepEqual(await problems(), [
            "v1.4.2 is the tag of another commit: 1.4.2 has been released. Raise the version in package.json.",
        ]);
    });

    it("must be a git working tree", async () => {
        rmSync(path.join(folder.path, ".git"), { recursive: true });

        await assert.rejects(problems(), /^Error: git status failed:\nfatal: not a git repository/);
    });
});
