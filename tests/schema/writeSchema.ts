import { writeFileSync } from "node:fs";

import {
    buildPackage,
    PACKAGE_FOLDER,
    SCHEMA_FILE,
    schemaText,
    servedSchema,
} from "./servedSchema";

async function writeSchema(): Promise<void> {
    await buildPackage();
    const schema = await servedSchema(PACKAGE_FOLDER);
    writeFileSync(SCHEMA_FILE, schemaText(schema));
    console.log(`Wrote ${SCHEMA_FILE}.`);
}

writeSchema().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
});
