import * as assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";

import { PACKAGE_FOLDER } from "../../tools/release/packageFolder";

interface Addresses {
    readonly homepage: string;
    readonly bugs: { readonly url: string };
    readonly repository: { readonly url: string };
}

const manifest = JSON.parse(
    readFileSync(path.join(PACKAGE_FOLDER, "package.json"), "utf8"),
) as Addresses;
const repository = manifest.repository.url.replace(/^git\+https:\/\/(.*)\.git$/, "$1");

describe("the repository's address", () => {
    it("is one of GitHub, where the homepage and the issues are as well", () => {
        assert.match(repository, /^github\.com\/[\w-]+\/[\w-]+$/);
        assert.equal(manifest.homepage, `https://${repository}#readme`);
        assert.equal(manifest.bugs.url, `https://${repository}/issues`);
    });

    it("is what the documents pass to `pulumi package add`", () => {
        const named = documents().flatMap((file) =>
            [...readFileSync(file, "utf8").matchAll(/pulumi package add ([^`\s]+)/g)].map(
                ([, address]) => ({ file, address }),
            ),
        );

        assert.ok(named.length > 0);
        assert.deepEqual(
            named.filter(({ address }) => address.replace(/@.*$/, "") !== repository),
            [],
        );
    });
});

function documents(): string[] {
    const folders = ["docs", "examples", "tools"].map((name) => path.join(PACKAGE_FOLDER, name));
    const below = folders.flatMap((folder) =>
        readdirSync(folder, { recursive: true, encoding: "utf8" })
            .filter((file) => file.endsWith(".md") && !file.includes("node_modules"))
            .map((file) => path.join(folder, file)),
    );
    return [path.join(PACKAGE_FOLDER, "README.md"), ...below];
}
