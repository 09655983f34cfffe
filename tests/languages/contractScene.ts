import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import { failureOf, up } from "../end-to-end/operations";
import type { LanguageBench } from "./languageBench";

/** The project of a side is called by this and the side's name. */
export const PROJECT = "alicloud-privatelink-same-account";
export const CALLER = "1000000000000001";
export const OTHER_ACCOUNT = "1000000000000002";

/** The offer of a service of another account, which the caller may use. */
export const OFFER = {
    contractVersion: 2,
    serviceId: "epsrv-test",
    serviceName: "com.aliyuncs.privatelink.eu-central-1.epsrv-test",
    regionId: "eu-central-1",
    accountId: OTHER_ACCOUNT,
    zoneIds: ["eu-central-1b"],
    ports: [{ port: 80, protocol: "tcp" }],
    acceptanceRequired: true,
    payer: "Endpoint",
    allowedAccountIds: [CALLER],
    whitelistComplete: true,
};

export const REQUEST = {
    contractVersion: 2,
    endpointId: "ep-test",
    serviceId: "epsrv-test",
    regionId: "eu-central-1",
    accountId: CALLER,
    zoneIds: ["eu-central-1b"],
    endpointDomain: "ep-test.epsrv-test.eu-central-1.privatelink.aliyuncs.com",
};

/** The offer as Python exports it. */
export const OFFER_IN_SNAKE_CASE = Object.fromEntries(
    Object.entries(OFFER).map(([name, value]) => [
        name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
        value,
    ]),
);

/** The languages of the example's programs, in the order of their stacks here. */
export const LANGUAGES = ["TypeScript", "YAML", "Python", "Go"] as const;
export type LanguageName = (typeof LANGUAGES)[number];
const FOLDERS = { YAML: "yaml", Python: "python", Go: "go" } as const;

/** The programs of the example, which read the outputs of the other side's stack, in each language. */
export function openExamples(
    bench: LanguageBench,
    side: "consumer" | "connection",
): Promise<Stack[]> {
    const open = (language: LanguageName) => {
        if (language === "TypeScript") {
            return bench.open(`examples/same-account/${side}`);
        }
        const folder = FOLDERS[language];
        return bench.openCopy({
            language: folder,
            folder: `examples/languages/${folder}/${side}`,
        });
    };
    return LANGUAGES.reduce<Promise<Stack[]>>(
        async (opened, language) => [...(await opened), await open(language)],
        Promise.resolve([]),
    );
}

/** Deploys a stack of a side that has nothing but outputs. */
export async function exportOutputs(
    bench: LanguageBench,
    side: "provider" | "consumer",
    outputs: object,
    environment?: Readonly<Record<string, string>>,
): Promise<void> {
    const program = [
        `name: ${PROJECT}-${side}`,
        "runtime: yaml",
        `outputs: ${JSON.stringify(outputs)}`,
    ];
    const files = { "Pulumi.yaml": `${program.join("\n")}\n` };
    await up(await bench.openCopy({ language: "yaml" }, files, environment));
}

/** What a preview of each language's program prints, which must fail without a stack trace of the package. */
export async function failuresOf(stacks: readonly Stack[]): Promise<string[]> {
    const outputs = await Promise.all(stacks.map((stack) => failureOf(stack, "preview")));
    outputs.forEach(assertNoStackTrace);
    return outputs;
}

/** Python's own host prints one of its own after every resource that is refused. */
export function assertNoStackTrace(output: string): void {
    assert.doesNotMatch(output, /^\s+at \S|\[object Object\]|is not a function/m);
}

/** Expects a sentence among the diagnostics, exactly once. */
export function assertSaidOnce(output: string, sentence: RegExp): void {
    const diagnostics = /^Diagnostics:\n([^]*?)^Resources:/m.exec(output)?.[1] ?? "";
    const found = [...diagnostics.matchAll(new RegExp(sentence, "g"))];
    assert.equal(found.length, 1, `${sentence} is shown ${found.length} times in:\n${output}`);
}
