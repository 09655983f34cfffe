import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";

import type { Stack } from "@pulumi/pulumi/automation";

import { PACKAGE_FOLDER } from "../../tools/release/packageFolder";
import { inventory, writes } from "../end-to-end/holdings";
import {
    CALLER,
    exportOutputs,
    failuresOf,
    type LanguageName,
    LANGUAGES,
    OFFER,
    OFFER_IN_SNAKE_CASE,
    openExamples,
    REQUEST,
} from "./contractScene";
import { type LanguageBench, openLanguageBench } from "./languageBench";
import { endpointPrograms, programsWithService } from "./endpointPrograms";
import { inputsThatTheLanguageFinds } from "./inputsOfLanguages";

/** What a cell of the table says: `yes`, something less than that, or nothing. */
type Cell = string;
type Proof = () => Promise<readonly Cell[]>;

/** The table of docs/languages.md: what is checked, and a cell for each language. */
function documentedTable(): Map<string, readonly Cell[]> {
    const text = readFileSync(path.join(PACKAGE_FOLDER, "docs", "languages.md"), "utf8");
    const rows = /^## What is checked\n\n((?:\|.*\n)+)/m.exec(text)?.[1].trim().split("\n") ?? [];
    const cells = rows.map((row) =>
        row
            .split("|")
            .slice(1, -1)
            .map((cell) => cell.trim()),
    );
    const [[, ...languages] = [], , ...checks] = cells;
    assert.deepEqual(languages, LANGUAGES);
    return new Map(checks.map(([check, ...each]) => [check, each]));
}

describe("the table of checks and languages", () => {
    let bench: LanguageBench;
    let consumers: Stack[];
    let connections: Stack[];

    before(async () => {
        bench = await openLanguageBench();
        consumers = await openExamples(bench, "consumer");
        connections = await openExamples(bench, "connection");
    });

    after(() => bench?.close());

    afterEach("nothing is left", () => {
        assert.deepEqual(inventory(bench.emulator), {});
    });

    /** What a preview of each language's program prints; it makes nothing. */
    async function failures(stacks: readonly Stack[]): Promise<string[]> {
        const since = bench.emulator.calls.length;
        const outputs = await failuresOf(stacks);
        assert.deepEqual(writes(bench.emulator, since), []);
        return outputs;
    }

    /** Whether the program of each language is refused with all of it. */
    async function said(stacks: readonly Stack[], ...sentences: readonly string[]) {
        return cellsOf(await failures(stacks), sentences);
    }

    /** Whether each language's program is refused because of a property, in the words that TypeScript has. */
    async function saidAlike(stacks: readonly Stack[], property: string) {
        const outputs = await failures(stacks);
        const [inTypeScript = ""] = outputs;
        const sentences = [...inTypeScript.matchAll(/^\s+- (\S+: .*)$/gm)]
            .map(([, sentence]) => sentence)
            .filter((sentence) => sentence.startsWith(`${property}: `));
        assert.ok(sentences.length > 0, `Nothing is said of ${property} in:\n${inTypeScript}`);
        return cellsOf(outputs, sentences);
    }

    async function offered(offer: object, property: string) {
        await exportOutputs(bench, "provider", { offer: { ...OFFER, ...offer } });
        return saidAlike(consumers, property);
    }

    async function requested(offer: object, request: object, property: string) {
        await exportOutputs(bench, "provider", { offer: { ...OFFER, ...offer } });
        await exportOutputs(bench, "consumer", { request: { ...REQUEST, ...request } });
        return saidAlike(connections, property);
    }

    /** A proof of each row: what its programs show for each language. */
    const PROOFS: Readonly<Record<string, Proof>> = {
        "values, and values against each other": async () =>
            said(
                await endpointPrograms(bench),
                "ports[0].port: found 70000. Must be a whole number from 1 to 65535.",
                'zones: "eu-central-1b" is listed more than once. List each zone only once.',
            ),
        "zones against the offer": () => offered({ zoneIds: ["eu-central-1a"] }, "zones[0].zoneId"),
        "region against the offer": () => offered({ regionId: "eu-west-1" }, "offer.regionId"),
        "account against the whitelist": () =>
            offered({ allowedAccountIds: [] }, "offer.allowedAccountIds"),
        "request against the offer": () =>
            requested({ accountId: CALLER }, { serviceId: "epsrv-other" }, "request.serviceId"),
        "version and fields of a contract, in camelCase or snake_case": async () => {
            const cells: Cell[][] = [];
            for (const [offer, sentence] of [
                [{ ...OFFER, contractVersion: 99 }, "99, and this package reads versions 1 and 2."],
                [{ ...OFFER_IN_SNAKE_CASE, contract_version: 99 }, "99, and this package reads"],
                [{ ...OFFER, zoneIds: [] }, "zoneIds: must list at least one zone"],
                [{ ...OFFER_IN_SNAKE_CASE, zone_ids: [] }, "zoneIds: must list at least one zone"],
            ] as const) {
                await exportOutputs(bench, "provider", { offer });
                cells.push(await said(consumers, sentence));
            }
            return LANGUAGES.map((_, index) => answer(cells.every((each) => each[index] !== "")));
        },
        "lookups in the cloud": () => requested({}, {}, "offer.accountId"),
        "names and types of inputs, in the language itself": () =>
            Promise.all(
                LANGUAGES.map(async (language: LanguageName) => {
                    const found = await inputsThatTheLanguageFinds(bench, language);
                    return found.type && found.name ? "yes" : found.name ? "names" : "";
                }),
            ),
        "one report of all components of the program, before any of them is registered":
            async () => {
                const outputs = await failures(await programsWithService(bench));
                for (const output of outputs) {
                    assert.match(output, /ports\[0\]\.port: found 70000/);
                }
                return outputs.map((output) => answer(!output.includes("EndpointService service")));
            },
    };

    it("has a proof of each row", () => {
        assert.deepEqual([...documentedTable().keys()], Object.keys(PROOFS));
    });

    for (const [check, proof] of Object.entries(PROOFS)) {
        it(`says for each language what its programs show: ${check}`, async () => {
            assert.deepEqual(await proof(), documentedTable().get(check));
        });
    }
});

function cellsOf(outputs: readonly string[], sentences: readonly string[]): Cell[] {
    return outputs.map((output) => answer(sentences.every((each) => output.includes(each))));
}

function answer(holds: boolean): Cell {
    return holds ? "yes" : "";
}
