import type { Stack } from "@pulumi/pulumi/automation";

import { providerMessage } from "../../components/shared/providerMessage";
import { AdoptionError } from "../adoptionError";
import { currentPlace, type Place } from "./cloud";

/**
 * Reads from the cloud in the preview of a program that has nothing but lookups, so through the provider and with
 * its credentials.
 */
export async function reading<T>(stack: Stack, read: (place: Place) => Promise<T>): Promise<T> {
    let answer: { readonly value: T } | { readonly error: unknown } | undefined;
    const program = async () => {
        try {
            answer = { value: await read(await currentPlace()) };
        } catch (error) {
            answer = { error };
        }
    };
    try {
        await stack.preview({ color: "never", program });
    } catch (error) {
        throw refusalOfEngine(error) ?? error;
    }
    if (answer === undefined) {
        throw new AdoptionError("The cloud could not be read.");
    }
    if ("error" in answer) {
        throw answer.error instanceof AdoptionError
            ? answer.error
            : new AdoptionError(sentenceOf(providerMessage(answer.error)));
    }
    return answer.value;
}

/** Newer engines end a preview by themselves if its provider cannot be configured; the lookup is never answered. */
function refusalOfEngine(error: unknown): AdoptionError | undefined {
    const [, message] = /^ *error: Preview failed: (.+)$/m.exec((error as Error).message) ?? [];
    return message === undefined
        ? undefined
        : new AdoptionError(sentenceOf(providerMessage(message)));
}

function sentenceOf(message: string): string {
    return /no valid credential/i.test(message)
        ? "There are no credentials. Set ALICLOUD_ACCESS_KEY and ALICLOUD_SECRET_KEY, or give --config alicloud:profile=<profile>."
        : `The cloud could not be read: ${message}.`;
}
