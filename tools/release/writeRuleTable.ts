import { writeFileSync } from "node:fs";

import { RULE_TABLE_FILE, ruleTableText } from "./ruleTable";

writeFileSync(RULE_TABLE_FILE, ruleTableText());
console.log(`Wrote ${RULE_TABLE_FILE}.`);
