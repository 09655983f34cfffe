import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { promisify } from "node:util";

import type { EndpointServiceOffer } from "../../components/contract/contract";
import { readOffer } from "../../components/contract/readContract";

/** Where an offer comes from. */
export interface OfferSource {
    /** A file with JSON, or the name of a stack. */
    readonly source: string;
    /** The output of the stack; `offer` by default, and `accountOffers` with an account. */
    readonly output?: string;
    /** UID of the account whose entry of `accountOffers` is wanted. */
    readonly account?: string;
}

/** Reads an offer from a file or a stack. It is refused with the words of `readOffer`. */
export async function offerFrom(
    { source, output, account }: OfferSource,
    folder: string,
): Promise<EndpointServiceOffer> {
    const name = output ?? (account === undefined ? "offer" : "accountOffers");
    const file = path.resolve(folder, source);
    const text = existsSync(file)
        ? readFileSync(file, "utf8")
        : await outputOf(source, name, folder);
    return readOffer(account === undefined ? text : entryOf(text, account), name);
}

/** The entry of one account, as JSON. What is no map of offers is read, and refused, as it is. */
function entryOf(text: string, account: string): string {
    let offers: unknown;
    try {
        offers = JSON.parse(text);
    } catch {
        return text;
    }
    const entry = (offers as Readonly<Record<string, unknown>> | null)?.[account];
    if (entry === undefined) {
        throw new Error(
            `--account: found ${account}, for which there is no offer. Add it to allowedAccountIds of the EndpointService, and run "pulumi up".`,
        );
    }
    return JSON.stringify(entry);
}

async function outputOf(stack: string, name: string, folder: string): Promise<string> {
    try {
        const parameters = ["stack", "output", name, "--json", "--stack", stack];
        return (await promisify(execFile)("pulumi", parameters, { cwd: folder })).stdout;
    } catch (error) {
        const { code, stderr = "" } = error as { code?: unknown; stderr?: string };
        const reason =
            code === "ENOENT"
                ? "pulumi is not installed, or not in PATH."
                : stderr.trim().replace(/^error: /, "");
        throw new Error(
            `stack or file: found "${stack}", which is no file, and cannot be read as a stack: ${reason}`,
        );
    }
}
