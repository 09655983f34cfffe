import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { provider, providerVersion, sourceFolder } from "../../tools/engine/parts";

const published = path.dirname(require.resolve("@pulumi/alicloud/package.json"));

describe("the provider plugin's names", () => {
    it("are requested with the installed version of @pulumi/alicloud", () => {
        const { pulumi } = JSON.parse(
            fs.readFileSync(path.join(published, "package.json"), "utf8"),
        ) as { pulumi: { version: string } };
        assert.equal(providerVersion, pulumi.version);
    });

    const table = fs.readFileSync(path.join(sourceFolder(provider), "tokens.go"), "utf8");
    const entry = /"alicloud_\w+": +(?:resource|dataSource)\("(\w+)", "(\w+)"/g;
    const names = [...table.matchAll(entry)].map(([, module, name]) => ({ module, name }));

    it("are all read from the table", () => {
        assert.equal(names.length, table.match(/"alicloud_/g)?.length);
    });

    for (const { module, name } of names) {
        const file = name.charAt(0).toLowerCase() + name.slice(1);
        const token = `alicloud:${module}/${file}:${name}`;
        it(`${token} is one of @pulumi/alicloud`, () => {
            const folder = module === "index" ? published : path.join(published, module);
            const code = fs.readFileSync(path.join(folder, `${file}.js`), "utf8");
            assert.match(code, new RegExp(`['"]${token}['"]`));
        });
    }
});
