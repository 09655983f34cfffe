import { writeFileSync } from "node:fs";

import { buildPackage, PACKAGE_FOLDER, SCHEMA_FILE } from "./packageFolder";
import { schemaText } from "./packageSchema";
import { runCommand } from "./runCommand";
import { servedSchema } from "./servedSchema";

async function writeSchema(): Promise<void> {
    await buildPackage();
    const schema = await servedSchema(PACKAGE_FOLDER, PACKAGE_FOLDER);
    writeFileSync(SCHEMA_FILE, schemaText(schema));
    console.log(`Wrote ${SCHEMA_FILE}.`);
}

runCommand(writeSchema);
