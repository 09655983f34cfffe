import { parseArgs } from "node:util";

import { offerPage } from "./page";
import { offerFrom, type OfferSource } from "./source";

const USAGE = `Usage: npm run offer -- <stack or file> [--account <uid>] [--output <name>]
  stack or file  the provider stack, or a file with the JSON of an offer
  --account      the offer for this account, from the output accountOffers
  --output       another output of the stack than offer or accountOffers
Prints a page in Markdown to send to a consumer. An offer that cannot be read is refused.`;

/** `npm run` changes to the package's folder, and says where the user was. */
const WORKING_FOLDER = process.env.INIT_CWD ?? process.cwd();

async function main(): Promise<void> {
    const source = readArguments();
    if (source === undefined) {
        console.error(USAGE);
        process.exitCode = 2;
        return;
    }
    try {
        console.log(offerPage(await offerFrom(source, WORKING_FOLDER)));
    } catch (error) {
        console.error((error as Error).message);
        process.exitCode = 1;
    }
}

function readArguments(): OfferSource | undefined {
    try {
        const { values, positionals } = parseArgs({
            allowPositionals: true,
            options: { account: { type: "string" }, output: { type: "string" } },
        });
        return positionals.length === 1 ? { source: positionals[0], ...values } : undefined;
    } catch {
        return undefined;
    }
}

void main();
