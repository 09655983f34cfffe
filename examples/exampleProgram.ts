import { readFileSync } from "node:fs";
import * as path from "node:path";

import type {
    EndpointRequest,
    EndpointServiceOffer,
    UnacceptedEndpoint,
} from "@cloud-components/alicloud-privatelink";
import type { MockCloud } from "@cloud-components/alicloud-privatelink/testing";
import { parse } from "yaml";

/** The parts of a Pulumi.yaml that a run needs. */
interface Project {
    readonly name: string;
    readonly config: Readonly<Record<string, string | { readonly default?: unknown }>>;
}

/** The outputs that the tests read, each of the program that has it. */
// A type, because only that fits the stacks of the mocks.
export type Outputs = {
    readonly offer: EndpointServiceOffer;
    readonly accountOffers: Readonly<Record<string, EndpointServiceOffer>>;
    readonly request: EndpointRequest;
    readonly serviceId: string;
    readonly endpointId: string;
    readonly connectionStatus: string;
    readonly passed: boolean;
    readonly waiting: readonly UnacceptedEndpoint[];
    readonly refused: readonly UnacceptedEndpoint[];
};

/**
 * Runs the program of an example's project, a folder below this one, as Pulumi does: with the defaults of its
 * Pulumi.yaml and a config of the test's own. The stack is `organization/<project>/dev`.
 */
export async function runExample(
    cloud: MockCloud,
    folder: string,
    config: Readonly<Record<string, unknown>> = {},
): Promise<Outputs> {
    const project = projectOf(folder);
    const defaults = Object.entries(project.config).flatMap(([name, value]) => {
        const text = typeof value === "string" ? value : value.default;
        return text === undefined ? [] : [[name, text] as const];
    });
    const values = { ...Object.fromEntries(defaults), ...config };
    return cloud.run(() => programOf(folder), {
        project: project.name,
        stack: "dev",
        config: Object.fromEntries(
            Object.entries(values).map(([name, value]) => [
                name,
                typeof value === "string" ? value : JSON.stringify(value),
            ]),
        ),
    });
}

/** The name of a project's stack, as a StackReference has it. */
export function stackOf(folder: string): string {
    return `organization/${projectOf(folder).name}/dev`;
}

function projectOf(folder: string): Project {
    return parse(readFileSync(path.join(__dirname, folder, "Pulumi.yaml"), "utf8")) as Project;
}

/** A program runs when its module is loaded, or is a function that the module exports. */
function programOf(folder: string): Promise<Outputs> {
    const file = require.resolve(path.join(__dirname, folder, "index.ts"));
    delete require.cache[file];
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const loaded = require(file) as Outputs | (() => Promise<Outputs>);
    return typeof loaded === "function" ? loaded() : Promise.resolve({ ...loaded });
}
