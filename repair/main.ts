#!/usr/bin/env node
import { existsSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";

import { LocalWorkspace } from "@pulumi/pulumi/automation";

import { chosen } from "./findings";
import { type Choice, examine, type Finding, repair } from "./index";
import { listing, titleOf } from "./listing";

const USAGE = `Usage: alicloud-privatelink-repair <stack> [--cwd <folder>] [--import] [--delete] [--only <id>] [--doubles]
Finds what an interrupted run of a stack left in the cloud and not in the stack's state.
  stack     the stack's name
  --cwd     the folder of the stack's project, the current one where none is named
  --import  takes what was found into the state
  --delete  deletes what was found; together with --import, what cannot be imported
  --only    only this resource, by its id in the cloud; may be given more than once
  --doubles lists also what looks like something that the state has: runs that went on after a lost answer leave it.
            Only --only deletes it
Without --import and --delete nothing is changed; in a terminal, each resource is asked about.`;

interface Arguments {
    readonly stackName: string;
    readonly folder: string;
    readonly only: readonly string[];
    readonly doubles: boolean;
    readonly doesImport: boolean;
    readonly doesDelete: boolean;
}

async function main(): Promise<void> {
    const { stackName, folder, only, doubles, ...actions } = readArguments();
    const stack = await LocalWorkspace.selectStack({ stackName, workDir: folder });
    const say = (text: string) => process.stdout.write(text);
    say(`Looking for what runs of ${stackName} may have left in the cloud ...\n`);
    const examination = await examine(stack, only, doubles);
    const { findings, interruptedChanges } = examination;
    say(`${listing(examination)}\n`);
    const named = findings.flatMap((finding) => chosen(finding, only));
    const missing = only.filter((id) => !named.some(({ found }) => found.id === id));
    if (missing.length > 0) {
        throw new Error(
            `--only: found ${missing.join(", ")}, which is not listed as something that can be imported or deleted. Nothing was changed. Use an id from the list.`,
        );
    }
    if (findings.length === 0 && interruptedChanges === 0) {
        say("Nothing was found that the state does not have.\n");
        return;
    }
    const wanted = only.length === 0 ? findings : named;
    const isWanted = ({ wanted: { beside } }: Finding) =>
        only.length > 0 || beside !== true || !actions.doesDelete;
    const choices = new Map<Finding, Choice>();
    for (const finding of wanted.filter(isWanted)) {
        choices.set(finding, choiceFor(finding, actions));
    }
    const { doesImport, doesDelete } = actions;
    if (!doesImport && !doesDelete) {
        if (!process.stdin.isTTY) {
            say("\nNothing was changed.\n");
            return;
        }
        await ask(choices);
    }
    say("\n");
    await repair(stack, wanted, (finding) => choices.get(finding) ?? "leave", say);
    say('\nNow run "pulumi up".\n');
}

function choiceFor(
    finding: Finding,
    { doesImport, doesDelete }: Pick<Arguments, "doesImport" | "doesDelete">,
): Choice {
    if (doesImport && finding.kind === "lost") {
        return "import";
    }
    return doesDelete ? "delete" : "leave";
}

/** Asks what to do about each resource. */
async function ask(choices: Map<Finding, Choice>): Promise<void> {
    const terminal = createInterface({ input: process.stdin, output: process.stdout });
    try {
        for (const finding of choices.keys()) {
            if ("found" in finding) {
                const possible =
                    finding.kind === "lost" ? ["import", "delete", "leave"] : ["delete", "leave"];
                const question = `${titleOf(finding)}, ${finding.found.id}: ${possible.join(", ")}? `;
                let answer = "";
                while (!possible.includes(answer)) {
                    answer = (await terminal.question(question)).trim().toLowerCase();
                }
                choices.set(finding, answer as Choice);
            }
        }
    } finally {
        terminal.close();
    }
}

function readArguments(): Arguments {
    try {
        const { values, positionals } = parseArgs({
            allowPositionals: true,
            options: {
                cwd: { type: "string", default: "." },
                import: { type: "boolean", default: false },
                delete: { type: "boolean", default: false },
                only: { type: "string", multiple: true, default: [] },
                doubles: { type: "boolean", default: false },
            },
        });
        const [stackName, ...others] = positionals;
        if (stackName === undefined) {
            throw new Error(
                'stack: is missing. Must be the name of a stack that "pulumi stack ls" shows.',
            );
        }
        if (others.length > 0) {
            throw new Error(`stack: found ${positionals.join(", ")}. Give one of them.`);
        }
        if (!existsSync(values.cwd)) {
            throw new Error(
                `--cwd: found "${values.cwd}", which does not exist. Name the folder of the stack's project.`,
            );
        }
        return {
            stackName,
            folder: values.cwd,
            only: values.only,
            doubles: values.doubles,
            doesImport: values.import,
            doesDelete: values.delete,
        };
    } catch (error) {
        console.error(`${(error as Error).message}\n${USAGE}`);
        process.exit(2);
    }
}

main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
});
