import * as path from "node:path";

import type { Adoption } from "./index";

/** What was written, what is not in it, and what to do next. */
export function report(folder: string, { plan, importFile }: Adoption): string {
    const count = importFile.resources.filter(({ component }) => component !== true).length;
    const notes = [...plan.leftOut, ...plan.components.flatMap((each) => each.notes)];
    return [
        `${path.relative(process.cwd(), folder) || "."} has a program with ${plan.components.map(({ component, name }) => `${component} ${name}`).join(", ")}, ` +
            `and an import file with ${count} resources. An import and a preview in a stack of their own found nothing to change.`,
        ...(notes.length === 0
            ? []
            : [
                  "",
                  "What the program does not have, or leaves as it is:",
                  ...notes.map((note) => `  - ${note}`),
              ]),
        "",
        "Now run, with the same credentials:",
        `  cd ${path.relative(process.cwd(), folder) || "."}`,
        "  npm install",
        "  pulumi stack init <stack>",
        "  pulumi import --file import.json --generate-code=false",
        "  pulumi up",
        "",
    ].join("\n");
}
