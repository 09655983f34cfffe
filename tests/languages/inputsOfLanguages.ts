import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";

import type { Stack } from "@pulumi/pulumi/automation";
import * as ts from "typescript";

import { ensureEngine } from "../../tools/engine";
import { generateSdk } from "../../tools/engine/sdk";
import { committedSchema, PACKAGE_FOLDER } from "../../tools/release/packageFolder";
import { failureOf } from "../end-to-end/operations";
import { type LanguageName, OFFER } from "./contractScene";
import { endpointInPython, endpointInYaml, ZONE } from "./endpointPrograms";
import type { LanguageBench } from "./languageBench";

/** Whether a language refuses an input's misspelt name and a value of another type by itself. */
export async function inputsThatTheLanguageFinds(
    bench: LanguageBench,
    language: LanguageName,
): Promise<{ readonly name: boolean; readonly type: boolean }> {
    const mistakes = MISTAKES[language];
    return {
        name: await mistakes(bench, "name"),
        type: await mistakes(bench, "type"),
    };
}

/** A misspelt name is `icmpAllow` for `icmpAllowed`; a text is of another type. */
type Mistake = "name" | "type";

const MISTAKES: Readonly<
    Record<LanguageName, (bench: LanguageBench, mistake: Mistake) => Promise<boolean>>
> = {
    TypeScript: (_, mistake) => {
        const { name, type, neither } = (typescriptProblems ??= problemsInTypeScript());
        assert.equal(neither, 0);
        return Promise.resolve((mistake === "name" ? name : type) > 0);
    },
    YAML: async (bench, mistake) => {
        const offer = JSON.stringify(OFFER);
        const given = mistake === "name" ? { icmpAllow: true } : { icmpAllowed: ["true"] };
        const zones = [{ zoneId: ZONE, vswitchId: "vsw-test" }];
        const args = { offer, vpcId: "vpc-test", zones, ...given };
        return isRefusedByLanguage(await endpointInYaml(bench, args));
    },
    Python: async (bench, mistake) => {
        const given = mistake === "name" ? "icmp_allow=True" : 'icmp_allowed="maybe"';
        const zones = `zones=[{"zone_id": "${ZONE}", "vswitch_id": "vsw-test"}]`;
        const offer = `offer='${JSON.stringify(OFFER)}'`;
        return isRefusedByLanguage(await endpointInPython(bench, [offer, zones, given]));
    },
    Go: async (bench, mistake) => {
        // Go compiles nothing with a field that a struct does not have, or a value that does not fit its type.
        const type = await typeInGo(bench, mistake === "name" ? "IcmpAllow" : "IcmpAllowed");
        return mistake === "name" ? type === undefined : type === "pulumi.BoolPtrInput";
    },
};

/** Whether a preview fails before the component's own checks find something. */
async function isRefusedByLanguage(stack: Stack): Promise<boolean> {
    const output = await failureOf(stack, "preview");
    return !/has a problem: InterfaceEndpoint/.test(output);
}

type ProblemsInTypeScript = Readonly<Record<Mistake | "neither", number>>;

let typescriptProblems: ProblemsInTypeScript | undefined;

/** How many problems the compiler has with programs in TypeScript that give an endpoint an input. It reads the SDKs once for all. */
function problemsInTypeScript(): ProblemsInTypeScript {
    const programs: Readonly<Record<string, string>> = Object.fromEntries(
        Object.entries({
            name: "icmpAllow: true",
            type: 'icmpAllowed: "true"',
            neither: "icmpAllowed: true",
        }).map(([name, input]) => [
            path.join(PACKAGE_FOLDER, `${name}.ts`),
            `import { InterfaceEndpoint } from "./index";
new InterfaceEndpoint("endpoint", { serviceId: "epsrv-1", vpcId: "vpc-1", zones: [], ${input} });`,
        ]),
    );
    const settings = path.join(PACKAGE_FOLDER, "tsconfig.json");
    const { options } = ts.parseJsonConfigFileContent(
        ts.readConfigFile(settings, (name) => ts.sys.readFile(name)).config,
        ts.sys,
        PACKAGE_FOLDER,
    );
    const host = ts.createCompilerHost(options);
    const { getSourceFile, fileExists } = host;
    host.fileExists = (file) => file in programs || fileExists(file);
    host.getSourceFile = (file, ...others) =>
        file in programs
            ? ts.createSourceFile(file, programs[file], ts.ScriptTarget.Latest)
            : getSourceFile(file, ...others);
    const compilation = ts.createProgram(Object.keys(programs), options, host);
    const problems = Object.keys(programs).map((file) => [
        path.basename(file, ".ts"),
        compilation.getSemanticDiagnostics(compilation.getSourceFile(file)).length,
    ]);
    return Object.fromEntries(problems) as ProblemsInTypeScript;
}

/** The type of an endpoint's argument in the SDK for Go; nothing for one that there is not. */
async function typeInGo(bench: LanguageBench, field: string): Promise<string | undefined> {
    const folder = path.join(bench.sandbox.folder, "sdk-go", field);
    const engine = await ensureEngine({ progress: () => undefined, withSdkGenerator: true });
    await generateSdk(engine, "go", committedSchema(), folder);
    const source = readFileSync(
        path.join(folder, "alicloudprivatelink", "interfaceEndpoint.go"),
        "utf8",
    );
    const struct = /^type InterfaceEndpointArgs struct \{\n([^]*?)^\}/m.exec(source)?.[1] ?? "";
    return new RegExp(`^\\t${field}\\s+(\\S+)`, "m").exec(struct)?.[1];
}
