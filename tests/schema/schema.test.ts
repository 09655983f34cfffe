import * as assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";

import {
    buildPackage,
    PACKAGE_FOLDER,
    type PackageSchema,
    type PropertySchema,
    SCHEMA_FILE,
    schemaText,
    servedSchema,
} from "./servedSchema";

describe("the package schema", function () {
    this.timeout(120_000);

    let committed: PackageSchema;

    before(async () => {
        committed = JSON.parse(readFileSync(SCHEMA_FILE, "utf8")) as PackageSchema;
        await buildPackage();
    });

    it("is in schema.json as the plugin serves it", async () => {
        const served = await servedSchema(PACKAGE_FOLDER);

        assert.equal(
            readFileSync(SCHEMA_FILE, "utf8"),
            schemaText(served),
            'schema.json is out of date: run "npm run schema" and review what it changes.',
        );
    });

    it("is the same where the using project's tsconfig.json forbids what the package does", async () => {
        const folder = mkdtempSync(path.join(tmpdir(), "hostile-project-"));
        try {
            writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify(HOSTILE));
            const served = await servedSchema(folder);

            assert.equal(schemaText(served), schemaText(committed));
        } finally {
            rmSync(folder, { recursive: true });
        }
    });

    it("has a name, version and namespace that generated packages are called by", () => {
        const { name, version } = JSON.parse(
            readFileSync(path.join(PACKAGE_FOLDER, "package.json"), "utf8"),
        ) as { name: string; version: string };

        assert.equal(name, `@${committed.namespace}/${committed.name}`);
        assert.equal(committed.version, version);
    });

    it("asks for no other package, so that using it needs no other package's schema", () => {
        const text = readFileSync(SCHEMA_FILE, "utf8");

        assert.deepEqual(
            [...text.matchAll(/"\$ref": "(.*?)"/g)]
                .map(([, reference]) => String(reference))
                .filter((reference) => !reference.startsWith("#/types/alicloud-privatelink:")),
            [],
        );
    });

    it("describes every component, input, output, type property and enum member", () => {
        const undescribed = [...descriptions(committed)]
            .filter(([, description]) => (description ?? "").trim() === "")
            .map(([where]) => where);

        assert.deepEqual(undescribed, []);
    });

    it("has descriptions that came through whole: no links turned into objects, no tags", () => {
        const broken = [...descriptions(committed)]
            .filter(([, description]) => /\[object \w+\]|\{@|^\s*@\w|\n@\w/.test(description ?? ""))
            .map(([where]) => where);

        assert.deepEqual(broken, []);
    });

    it("tells in the description what an optional input does when it is not given", () => {
        const silent = Object.entries(committed.resources).flatMap(([token, { inputProperties }]) =>
            Object.entries(inputProperties ?? {})
                .filter(
                    ([, { optional, description }]) =>
                        optional === true &&
                        !/default|required|instead of|at least one|goes with|together with|exactly one|replaces the endpoint/i.test(
                            description ?? "",
                        ),
                )
                .map(([name]) => `${token}.${name}`),
        );

        assert.deepEqual(silent, []);
    });
});

/** Settings under each of which Node's host, compiling a plugin, used to fail or to refuse it. */
const HOSTILE = {
    compilerOptions: {
        module: "esnext",
        moduleResolution: "bundler",
        verbatimModuleSyntax: true,
        noUnusedLocals: true,
        noUnusedParameters: true,
        exactOptionalPropertyTypes: true,
        noPropertyAccessFromIndexSignature: true,
        noUncheckedIndexedAccess: true,
    },
};

/** Every description in a schema, with where it stands. */
function* descriptions(schema: PackageSchema): Generator<[string, string | undefined]> {
    yield ["package", schema.description];
    for (const [token, resource] of Object.entries(schema.resources)) {
        yield [token, resource.description];
        yield* ofProperties(`${token} input`, resource.inputProperties);
        yield* ofProperties(`${token} output`, resource.properties);
    }
    for (const [token, type] of Object.entries(schema.types)) {
        yield* ofProperties(token, type.properties);
        for (const member of type.enum ?? []) {
            yield [`${token}.${member.name}`, member.description];
        }
    }
}

function* ofProperties(
    where: string,
    properties: Readonly<Record<string, PropertySchema>> = {},
): Generator<[string, string | undefined]> {
    for (const [name, { description }] of Object.entries(properties)) {
        yield [`${where} ${name}`, description];
    }
}
