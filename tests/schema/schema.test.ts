import * as assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";

import * as semver from "semver";
import { parse } from "yaml";

import {
    ARGUMENTS_FILE,
    argumentsText,
    PLAIN_INPUTS_FILE,
    plainInputsText,
    readSources,
} from "../../tools/release/languageSchema";
import {
    buildPackage,
    committedSchema,
    PACKAGE_FOLDER,
    packageManifest,
    SCHEMA_FILE,
} from "../../tools/release/packageFolder";
import {
    type PackageSchema,
    type PropertySchemas,
    schemaText,
} from "../../tools/release/packageSchema";
import { servedSchema } from "../../tools/release/servedSchema";

describe("the package schema", () => {
    let committed: PackageSchema;

    before(async () => {
        committed = committedSchema();
        await buildPackage();
    });

    it("is in schema.json as the sources say, what the plugin awaits in plainInputs.ts, and what components know in componentArguments.ts", async () => {
        const read = await readSources();
        const outOfDate = 'is out of date: run "npm run schema" and review what it changes.';

        assert.equal(
            readFileSync(SCHEMA_FILE, "utf8"),
            schemaText(read.schema),
            `schema.json ${outOfDate}`,
        );
        assert.equal(
            readFileSync(PLAIN_INPUTS_FILE, "utf8"),
            await plainInputsText(read),
            `plainInputs.ts ${outOfDate}`,
        );
        assert.equal(
            readFileSync(ARGUMENTS_FILE, "utf8"),
            await argumentsText(read),
            `componentArguments.ts ${outOfDate}`,
        );
    });

    it("is what the plugin serves, also where the using project's tsconfig.json forbids what the package does", async () => {
        const folder = mkdtempSync(path.join(tmpdir(), "hostile-project-"));
        try {
            writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify(HOSTILE));
            const served = await servedSchema(PACKAGE_FOLDER, folder);

            assert.equal(schemaText(served), schemaText(committed));
        } finally {
            rmSync(folder, { recursive: true });
        }
    });

    it("has the name, version and namespace of generated packages", () => {
        const { name, version } = packageManifest();

        assert.equal(name, `@${committed.namespace}/${committed.name}`);
        assert.equal(committed.version, version);
    });

    it("belongs to a package that the Pulumi CLI can install from a repository and name correctly", () => {
        const manifest = packageManifest();
        const plugin = parse(
            readFileSync(path.join(PACKAGE_FOLDER, "PulumiPlugin.yaml"), "utf8"),
        ) as Record<string, string>;

        // Scoped, or generated packages would be imported as Pulumi's own.
        assert.match(manifest.name, /^@[a-z][a-z0-9-]*\/(?!pulumi-)[a-z][a-z0-9_-]{0,99}$/);
        // Built by `npm install`, and run as built: no setting of the using project's matters.
        assert.equal(manifest.scripts.prepare, "tsc");
        assert.equal(manifest.main, "bin/plugin.js");
        assert.ok(existsSync(path.join(PACKAGE_FOLDER, "index.ts")));
        assert.deepEqual(Object.keys(plugin).sort(), ["requiredPulumiVersion", "runtime"]);
        assert.equal(plugin.runtime, "nodejs");
        // Inputs of a base interface are in the schema since this version.
        assert.ok(semver.subset(plugin.requiredPulumiVersion, ">=3.230.0"));
    });

    it("has no private field for an output or input", () => {
        const names = Object.values(committed.resources).flatMap(
            ({ inputProperties, properties }) => Object.keys({ ...inputProperties, ...properties }),
        );

        assert.ok(names.length > 0);
        assert.deepEqual(
            names.filter((name) => !/^[a-z][A-Za-z0-9]*$/.test(name)),
            [],
        );
    });

    it("refers to no other package, so that using it needs no other package's schema", () => {
        const text = readFileSync(SCHEMA_FILE, "utf8");

        assert.deepEqual(
            [...text.matchAll(/"\$ref": "(.*?)"/g)]
                .map(([, reference]) => String(reference))
                .filter(
                    (reference) =>
                        !/^(#\/types\/alicloud-privatelink:|pulumi\.json#\/Any$)/.test(reference),
                ),
            [],
        );
    });

    it("describes every component, input, output, type property and enum member", () => {
        const undescribed = [...descriptions(committed)]
            .filter(([, description]) => (description ?? "").trim() === "")
            .map(([where]) => where);

        assert.deepEqual(undescribed, []);
    });

    it("has complete descriptions: no links turned into objects, no tags", () => {
        const broken = [...descriptions(committed)]
            .filter(([, description]) => /\[object \w+\]|\{@|^\s*@\w|\n@\w/.test(description ?? ""))
            .map(([where]) => where);

        assert.deepEqual(broken, []);
    });

    it("describes the default of every optional input", () => {
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
    properties: PropertySchemas = {},
): Generator<[string, string | undefined]> {
    for (const [name, { description }] of Object.entries(properties)) {
        yield [`${where} ${name}`, description];
    }
}
