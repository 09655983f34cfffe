import * as fs from "node:fs";
import * as path from "node:path";

const root = path.join(__dirname, "../..");
const folders = ["examples/languages/go", "tests/languages/go"];

/** The folders of the programs in Go that tests run. They are compiled together, before one of them runs. */
export function programsInGo(): string[] {
    return folders
        .map((folder) => path.join(root, folder))
        .flatMap((folder) => fs.readdirSync(folder).map((name) => path.join(folder, name)));
}
