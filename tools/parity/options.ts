import { parseArgs } from "node:util";

import { RunStopped, STOPS } from "./stops";

export const USAGE = `Compares the emulator with a real account: makes the same calls in both, and shows every difference.

  npm run parity -- --dry-run              lists the calls and what they cost; calls nothing
  npm run parity -- --account real         makes them in the account of the usual credentials, after a yes
  npm run parity -- --recording FILE       compares the recording of another run with the emulator

  --region REGION    the region; that of the environment or the profile by default
  --zone ZONE        the zone of everything that is created; the first one of PrivateLink by default
  --profile NAME     a profile of the Alibaba Cloud CLI, in place of the environment's keys
  --consumer-profile NAME
                     the profile of a second account, which has an endpoint of the first one's service; in its place
                     CONSUMER_ALIBABA_CLOUD_ACCESS_KEY_ID and CONSUMER_ALIBABA_CLOUD_ACCESS_KEY_SECRET. None by default
  --max-cost CNY     stops before it could cost more; 1 by default
  --max-minutes N    stops, and deletes what it created, after this time; 30 by default
  --report FOLDER    where parity.html, parity.json and recording.json go; parity-report by default
  --poll-seconds N   how often a state is read; 2 by default
  --clean-up         only deletes what earlier runs left in the account
  --yes              does not ask
  --help             this text

Everything that it creates has the tag alicloud-privatelink-parity, and nothing else is ever deleted.
Exit codes: 0 no difference, 1 differences, ${Object.entries(STOPS)
    .map(([name, code]) => `${code} ${name}`)
    .join(", ")}.`;

export interface Options {
    readonly region?: string;
    readonly zone?: string;
    readonly profile?: string;
    /** The profile of the second account. */
    readonly consumerProfile?: string;
    /** In CNY. */
    readonly maxCost: number;
    readonly maxMinutes: number;
    readonly pollMilliseconds: number;
    /** The folder of the report. */
    readonly report: string;
    /** The file of a recording that the emulator is compared with. */
    readonly recording?: string;
    readonly cleanUp: boolean;
    readonly dryRun: boolean;
    readonly yes: boolean;
}

/** Undefined if the usage is wanted. Throws a `RunStopped` if they make no sense. */
export function readOptions(args: string[]): Options | undefined {
    let values;
    try {
        ({ values } = parseArgs({
            args,
            options: {
                "account": { type: "string" },
                "region": { type: "string" },
                "zone": { type: "string" },
                "profile": { type: "string" },
                "consumer-profile": { type: "string" },
                "max-cost": { type: "string", default: "1" },
                "max-minutes": { type: "string", default: "30" },
                "poll-seconds": { type: "string", default: "2" },
                "report": { type: "string", default: "parity-report" },
                "recording": { type: "string" },
                "clean-up": { type: "boolean", default: false },
                "dry-run": { type: "boolean", default: false },
                "yes": { type: "boolean", default: false },
                "help": { type: "boolean", default: false },
            },
        }));
    } catch (error) {
        throw usageError((error as Error).message.split("\n")[0]);
    }
    if (values.help) {
        return undefined;
    }
    const isAboutAccount = !values["dry-run"] && values.recording === undefined;
    if (isAboutAccount && values.account !== "real") {
        throw usageError(
            values.account === undefined
                ? "--account: is missing. Set --account real to compare with an account, or --recording FILE."
                : `--account: found "${values.account}". Must be "real".`,
        );
    }
    return {
        region: values.region,
        zone: values.zone,
        profile: values.profile,
        consumerProfile: values["consumer-profile"],
        maxCost: positive("--max-cost", values["max-cost"]),
        maxMinutes: positive("--max-minutes", values["max-minutes"]),
        pollMilliseconds: positive("--poll-seconds", values["poll-seconds"]) * 1000,
        report: values.report,
        recording: values.recording,
        cleanUp: values["clean-up"],
        dryRun: values["dry-run"],
        yes: values.yes,
    };
}

function positive(name: string, text: string): number {
    const value = Number(text);
    if (text.trim() === "" || !Number.isFinite(value) || value <= 0) {
        throw usageError(`${name}: found "${text}". Must be a number above 0.`);
    }
    return value;
}

export function usageError(message: string): RunStopped {
    return new RunStopped("usage", `${message} npm run parity -- --help shows the options.`);
}
