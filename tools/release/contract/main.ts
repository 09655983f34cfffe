import { writeFileSync } from "node:fs";

import { CONTRACT_FILES } from "./files";

for (const [file, text] of Object.entries(CONTRACT_FILES)) {
    writeFileSync(file, text());
    console.log(`Wrote ${file}.`);
}
