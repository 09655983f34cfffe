import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import * as path from "node:path";

import { outputOf } from "./command";

const SOURCES = path.join(__dirname, "projects");

/** A TypeScript project as users have them, by what is special about it. */
interface TypeScriptProject {
    readonly type: "commonjs" | "module";
    readonly compilerOptions: object;
}

const TYPESCRIPT: Readonly<Record<string, TypeScriptProject>> = {
    // As `pulumi new` makes it.
    nodenext: { type: "commonjs", compilerOptions: { module: "nodenext" } },
    // As older templates make it: TypeScript does not read the exports of package.json then.
    node10: {
        type: "commonjs",
        compilerOptions: { module: "commonjs", moduleResolution: "node10" },
    },
    modules: {
        type: "module",
        compilerOptions: {
            module: "nodenext",
            verbatimModuleSyntax: true,
            isolatedModules: true,
            exactOptionalPropertyTypes: true,
        },
    },
};

/** Programs in plain JavaScript, and what they write. */
const JAVASCRIPT = ["program.mjs", "program.cjs"];

/** Runners of unit tests, besides Node's own: how each is started, and what it says of three tests. */
const RUNNERS: Readonly<
    Record<string, { readonly command: readonly string[]; readonly says: RegExp }>
> = {
    mocha: { command: ["mocha/bin/mocha.js", "orders.test.cjs"], says: /3 passing/ },
    jest: {
        command: ["jest/bin/jest.js", "--testMatch", "**/*.test.cjs"],
        says: /Tests: +3 passed, 3 total/,
    },
    vitest: {
        command: ["vitest/vitest.mjs", "run", "--globals", "orders.test.cjs"],
        says: /Tests .*3 passed/,
    },
};

/** The npm packages of the runners. */
export const RUNNER_PACKAGES = Object.keys(RUNNERS);

/** What keeps TypeScript projects of every kind from compiling and running with the installed package. */
export async function typescriptProblems(installed: string): Promise<string[]> {
    const problems = await Promise.all(
        Object.entries(TYPESCRIPT).map(async ([name, { type, compilerOptions }]) => {
            const folder = path.join(installed, `project-${name}`);
            write(folder, "package.json", { private: true, type });
            write(folder, "tsconfig.json", {
                compilerOptions: {
                    target: "es2020",
                    strict: true,
                    skipLibCheck: true,
                    types: ["node"],
                    outDir: "bin",
                    ...compilerOptions,
                },
                files: ["program.ts"],
            });
            cpSync(path.join(SOURCES, "program.ts"), path.join(folder, "program.ts"));
            const compiler = path.join(installed, "node_modules/typescript/bin/tsc");
            return firstProblem(
                () => outputOf(`Compiling a ${name} project`, folder, [process.execPath, compiler]),
                async () =>
                    expect(
                        `A ${name} project`,
                        await node(`Running a ${name} project`, folder, "bin/program.js"),
                        /^Connected in eu-central-1a, passed: true$/m,
                    ),
            );
        }),
    );
    return problems.flat();
}

/** What keeps programs in plain JavaScript from running with the installed package. */
export async function javascriptProblems(installed: string): Promise<string[]> {
    const folder = path.join(installed, "project-javascript");
    const problems = await Promise.all(
        JAVASCRIPT.map(async (file) => {
            cpSync(path.join(SOURCES, file), path.join(folder, file));
            return firstProblem(async () =>
                expect(file, await node(`Running ${file}`, folder, file), /^443$/m),
            );
        }),
    );
    return problems.flat();
}

/** What keeps unit tests from passing in the runners that are installed in a folder, and in Node's own. */
export async function runnerProblems(
    installed: string,
    runners: readonly string[],
): Promise<string[]> {
    const folder = path.join(installed, "project-tests");
    cpSync(path.join(SOURCES, "orders.test.cjs"), path.join(folder, "orders.test.cjs"));
    const problems = [
        ...(await firstProblem(async () =>
            expect(
                "Node's own runner",
                await node("Testing with Node's own runner", folder, "--test", "orders.test.cjs"),
                /^# pass 3$/m,
            ),
        )),
    ];
    for (const runner of runners) {
        const { command, says } = RUNNERS[runner];
        const [program, ...parameters] = command;
        const found = await firstProblem(async () => {
            const binary = path.join(folder, "node_modules", program);
            const said = await node(`Testing with ${runner}`, folder, binary, ...parameters);
            expect(runner, said, says);
        });
        problems.push(...found);
    }
    return problems;
}

/** The folder in which runners are looked for, which is inside that of the installed package. */
export function runnersFolder(installed: string): string {
    const folder = path.join(installed, "project-tests");
    write(folder, "package.json", { private: true });
    return folder;
}

async function firstProblem(...steps: (() => Promise<unknown>)[]): Promise<string[]> {
    try {
        for (const step of steps) {
            await step();
        }
        return [];
    } catch (error) {
        return [(error as Error).message];
    }
}

function expect(what: string, said: string, expected: RegExp): void {
    if (!expected.test(said)) {
        throw new Error(`${what} did not say ${expected}:\n${said}`);
    }
}

/** What a program says. The runners write to standard error, too. */
function node(title: string, folder: string, ...parameters: string[]): Promise<string> {
    const command = [process.execPath, ...parameters].map((each) => `'${each}'`).join(" ");
    return outputOf(title, folder, ["sh", "-c", `NO_COLOR=1 FORCE_COLOR=0 ${command} 2>&1`]);
}

function write(folder: string, file: string, content: object): void {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, file), JSON.stringify(content));
}
