import { runCommand } from "../runCommand";
import { REFERENCE_FOLDER, writeReference } from "./generate";

runCommand(async () => {
    await writeReference(REFERENCE_FOLDER);
    console.log(`Wrote ${REFERENCE_FOLDER}.`);
});
