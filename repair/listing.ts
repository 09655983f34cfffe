import { kindOf, nameOf } from "./deployment";
import type { Examination, Finding } from "./index";

/** What was found, and what can be done about it. */
export function listing({ findings, interruptedChanges, previewProblem }: Examination): string {
    const lines = findings.flatMap((finding) => ["", ...linesOf(finding)]);
    if (interruptedChanges > 0) {
        lines.push(
            "",
            `${interruptedChanges} changes or deletions were interrupted. The refresh after --import or --delete tells how they ended.`,
        );
    }
    if (previewProblem !== undefined) {
        lines.push(
            "",
            "The program's preview failed, so only what the state notes as interrupted was looked for:",
            previewProblem,
        );
    }
    return lines.slice(1).join("\n");
}

/** What a finding is about, in one line: `vpc.Network vpc2`. */
export function titleOf({ wanted: { resource } }: Finding): string {
    return `${kindOf(resource.type)} ${nameOf(resource.urn)}`;
}

function linesOf(finding: Finding): string[] {
    const title = titleOf(finding);
    switch (finding.kind) {
        case "lost":
            return [
                `${title}: ${finding.found.id} exists, and the state does not have it.`,
                `  --import takes it into the state. --delete deletes it, and the next "pulumi up" creates another.`,
            ];
        case "unfinished":
            return [
                `${title}: ${finding.found.id} exists, but ${finding.found.unfinished}, and no update would do that.`,
                `  --delete deletes it, and the next "pulumi up" creates another.`,
            ];
        case "stopped":
            return [
                `${title}: the state has ${finding.found.id}, but it does not run: ${finding.found.unfinished}, or somebody stopped it. No update starts it.`,
                `  --delete lets the next "pulumi up" delete it and create another.`,
            ];
        case "double":
            return [
                `${title}: ${finding.found.id} exists beside ${finding.kept}, which the state has.`,
                finding.wanted.beside === true
                    ? `  --delete --only ${finding.found.id} deletes it.`
                    : `  --delete deletes ${finding.found.id}.`,
            ];
        case "ambiguous": {
            const ids = finding.candidates.map(({ found }) => found.id).join(" and ");
            const { kept } = finding.candidates[0];
            if (kept !== undefined) {
                return [
                    `${title}: ${ids} look like ${kept}, which the state has.`,
                    "  Find out which of them are of this stack, and delete each with --delete --only <id>.",
                ];
            }
            return [
                `${title}: ${ids} look like it, and the state has none of them.`,
                `  Find out which of them are of this stack. Import one with --import --only <id>, then delete the others with --delete --only <id>.`,
            ];
        }
        case "nothing":
            return [`${title}: its creation was interrupted, and the cloud has nothing of it.`];
        case "unknown":
            return [`${title}: what the cloud has of it is not known: ${finding.problem}.`];
    }
}
