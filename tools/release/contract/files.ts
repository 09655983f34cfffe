import { readFileSync } from "node:fs";
import * as path from "node:path";

import { PACKAGE_FOLDER } from "../packageFolder";
import { withTables } from "./table";
import { typesText } from "./types";

const PAGE = path.join(PACKAGE_FOLDER, "docs", "contract.md");

/** The files that are made of the description of the contract, with what they must have in them. */
export const CONTRACT_FILES: Readonly<Record<string, () => string>> = {
    [path.join(PACKAGE_FOLDER, "components", "contract", "contract.ts")]: typesText,
    [PAGE]: () => withTables(readFileSync(PAGE, "utf8")),
};
