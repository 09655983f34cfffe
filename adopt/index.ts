import { inTemporaryStack } from "../stacks/temporaryStack";
import { type ImportFile, importFileOf } from "./importFile";
import type { Plan } from "./plan";
import { planOfEndpoint } from "./reading/endpoint";
import { planOfService } from "./reading/endpointService";
import { verified } from "./verification";

export interface Adoption {
    readonly plan: Plan;
    readonly importFile: ImportFile;
}

/** Makes a program and an import file for what the cloud has. Changes nothing in the cloud. */
export async function adopt(
    id: string,
    name: string,
    config: Readonly<Record<string, string>>,
): Promise<Adoption> {
    const settings = { projectName: "adopt", config };
    const planOf = id.startsWith("epsrv-") ? planOfService : planOfEndpoint;
    const read = await inTemporaryStack(settings, (stack) => planOf(stack, id, name));
    return inTemporaryStack(settings, async (stack) => {
        const importFile = await importFileOf(stack, read);
        return { plan: await verified(stack, read, importFile), importFile };
    });
}
