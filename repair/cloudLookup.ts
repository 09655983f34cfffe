import * as pulumi from "@pulumi/pulumi";
import type { Stack } from "@pulumi/pulumi/automation";

import { inTemporaryStack } from "../stacks/temporaryStack";
import {
    type Deployment,
    kindOf,
    type Properties,
    providerOf,
    type StateResource,
} from "./deployment";
import { type FoundResource, LOOKUPS } from "./lookups";
import { isSecret, plainValue } from "./secretValues";
import type { WantedResource } from "./wantedResources";

/** What the cloud has for a wanted resource, or why that is not known. */
export type Answer = { readonly found: readonly FoundResource[] } | { readonly problem: string };

/**
 * Looks the cloud up through the provider's own data sources, so with the credentials, the region and the addresses that
 * the stack is deployed with: in the preview of a program that has nothing but lookups.
 *
 * @param deployment with its secrets in plain text, for the providers' settings
 * @returns the answers in the order of the wanted resources
 */
export async function lookUp(
    { workspace }: Stack,
    deployment: Deployment,
    wanted: readonly WantedResource[],
): Promise<Answer[]> {
    if (wanted.length === 0) {
        return [];
    }
    const answers: Answer[] = [];
    const program = async () => {
        const providers = new Map<string, pulumi.ProviderResource>();
        answers.push(
            ...(await Promise.all(
                wanted.map(({ resource }) => answer(deployment, resource, providers)),
            )),
        );
    };
    await inTemporaryStack({ projectName: "repair", workspace }, (lookups) =>
        lookups.preview({ color: "never", program }),
    );
    return answers;
}

async function answer(
    deployment: Deployment,
    resource: StateResource,
    providers: Map<string, pulumi.ProviderResource>,
): Promise<Answer> {
    const lookup = LOOKUPS[resource.type];
    if (lookup === undefined) {
        return { problem: `${kindOf(resource.type)} is not a kind of resource that is looked up` };
    }
    const settings = providerOf(deployment, resource);
    if (settings === undefined) {
        return { problem: `the state does not have its provider, ${resource.provider}` };
    }
    const provider = providers.get(settings.urn) ?? providerLike(settings, providers.size);
    providers.set(settings.urn, provider);
    try {
        return {
            found: await lookup(plain(resource.inputs), { provider }, plain(settings.inputs)),
        };
    } catch (error) {
        return { problem: (error as Error).message };
    }
}

function plain(inputs: Properties = {}): Properties {
    return plainValue(inputs) as Properties;
}

/** Takes the settings as the state has them; the provider's own class takes those of a program. */
class LikeProvider extends pulumi.ProviderResource {}

function providerLike({ type, inputs = {} }: StateResource, index: number) {
    const { version, __internal, ...settings } = inputs;
    const name = type.split(":").at(-1) as string;
    const values = Object.entries(settings).map(([setting, value]) => [
        setting,
        isSecret(value) ? pulumi.secret(plainValue(value)) : plainValue(value),
    ]);
    return new LikeProvider(name, `${name}-${index}`, Object.fromEntries(values) as pulumi.Inputs, {
        version: version as string | undefined,
    });
}
