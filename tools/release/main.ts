import { tmpdir } from "node:os";

import { inTemporaryFolder } from "../engine/temporaryFolder";
import { releaseChecks } from "./checks";
import { runChecks } from "./runChecks";
import { runCommand } from "./runCommand";

// An interrupted process removes what it has put into its temporary folder, too.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => process.exit(130));
}

runCommand(() =>
    inTemporaryFolder(tmpdir(), async (folder) => {
        const failed = await runChecks(releaseChecks(folder), process.argv.slice(2), (line) =>
            console.log(line),
        );
        if (failed.length > 0) {
            throw new Error(`\nNot to be released: ${failed.join(", ")} failed.`);
        }
        console.log("\nAll of it holds.");
    }),
);
