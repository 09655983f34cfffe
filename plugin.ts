import { readFileSync } from "node:fs";
import * as path from "node:path";

import { main } from "@pulumi/pulumi/provider";

import * as exported from "./index";
import { type ComponentClass, ComponentHost } from "./components/languages/componentHost";
import { endWithParent } from "./components/languages/endWithParent";
import { PLAIN_INPUTS } from "./components/languages/plainInputs";

/**
 * Serves the components to programs in other languages. Pulumi's Node host requires this file, which is
 * "main" in package.json, and calls what it exports; a program that imports the package gets index.ts.
 */
function serve(): Promise<void> {
    endWithParent();
    const schema = readFileSync(path.join(__dirname, "..", "schema.json"), "utf8");
    const components = exported as unknown as Readonly<Record<string, ComponentClass>>;
    return main(new ComponentHost(schema, components, PLAIN_INPUTS), process.argv.slice(2));
}

export = serve;
