import { writeFileSync } from "node:fs";

import {
    ARGUMENTS_FILE,
    argumentsText,
    PLAIN_INPUTS_FILE,
    plainInputsText,
    readSources,
} from "./languageSchema";
import { SCHEMA_FILE } from "./packageFolder";
import { schemaText } from "./packageSchema";
import { runCommand } from "./runCommand";

async function writeSchema(): Promise<void> {
    const read = await readSources();
    writeFileSync(SCHEMA_FILE, schemaText(read.schema));
    writeFileSync(PLAIN_INPUTS_FILE, await plainInputsText(read));
    writeFileSync(ARGUMENTS_FILE, await argumentsText(read));
    console.log(`Wrote ${SCHEMA_FILE}, ${PLAIN_INPUTS_FILE} and ${ARGUMENTS_FILE}.`);
}

runCommand(writeSchema);
