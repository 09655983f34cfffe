import { type Account, DEFAULT_ACCOUNTS } from "../emulator";
import {
    bringUp,
    perform,
    type RunningScenario,
    see,
    type Session,
    summaryOf,
    tableOf,
    takeDown,
} from "./runScenario";
import { pages, type Scenario } from "./scenarios";

/** A second consumer, next to the emulator's own two accounts. */
export const OTHER_CONSUMER: Account = {
    accountId: "1000000000000003",
    accessKeyId: "emulator-other-consumer",
    accessKeySecret: "emulator-other-consumer-secret",
    privateLinkOpened: true,
};

export const ACCOUNTS: readonly Account[] = [...DEFAULT_ACCOUNTS, OTHER_CONSUMER];

const PROVIDER = "alicloud-privatelink-cross-account-provider";
const CHECK = "alicloud-privatelink-cross-account-check";
const otherConsumerConfig = () => ({ providerStack: `organization/${PROVIDER}/demo` });

/** The other consumer's side, the approval of its endpoint, and the proof that its client is served. */
const JOINING: Scenario = {
    title: "",
    stacks: [
        {
            title: "consumer 2",
            folder: "examples/cross-account/consumer",
            account: () => OTHER_CONSUMER,
            config: otherConsumerConfig,
        },
        {
            title: "approval 2",
            folder: "examples/cross-account/connection",
            account: ([owner]) => owner,
            config: otherConsumerConfig,
        },
        {
            title: "check 2",
            folder: "examples/cross-account/check",
            account: () => OTHER_CONSUMER,
        },
    ],
    summary: ([, , check]) => pages(check),
};

/**
 * Day two of a cross-account service: another consumer joins and the first stays connected; then the
 * first leaves, and cannot come back. Gives back what is up at the end.
 */
export async function consumersComeAndGo(
    session: Session,
    running: RunningScenario,
): Promise<RunningScenario> {
    const {
        scenario,
        stacks: [provider, consumer, connection, check],
    } = running;
    const { sandbox, progress } = session;
    const [, first] = sandbox.emulator.accounts;
    const allow = async (...accounts: Account[]): Promise<void> => {
        await sandbox.configure(provider, {
            [`${PROVIDER}:allowedAccountIds`]: accounts.map(({ accountId }) => accountId),
        });
        await perform(session, provider, "up", "provider");
    };

    progress(`Day two: account ${OTHER_CONSUMER.accountId} joins`);
    await allow(first, OTHER_CONSUMER);
    const joined = await bringUp({ ...session, scenario: JOINING }, "demo-2");
    progress(tableOf(await summaryOf(joined)));
    progress(`Account ${first.accountId} is not disturbed, and its client is still served`);
    await perform(session, connection, "up", "connection", { expectNoChanges: true });
    await sandbox.configure(check, { [`${CHECK}:triggers`]: [OTHER_CONSUMER.accountId] });
    await perform(session, check, "up", "check");
    await see(session, `Account ${OTHER_CONSUMER.accountId} has joined`, running, joined);

    progress(`Account ${first.accountId} leaves`);
    const [providerStack, ...ofFirst] = scenario.stacks;
    for (const [stack, title] of [
        [check, "check"],
        [connection, "connection"],
        [consumer, "consumer"],
    ] as const) {
        await perform(session, stack, "destroy", title);
    }
    await allow(OTHER_CONSUMER);
    progress(`Account ${first.accountId} tries to come back:`);
    progress(await refusal(consumer));
    await takeDown(session, {
        ...joined,
        scenario: { ...scenario, stacks: ofFirst },
        stacks: [consumer, connection, check],
    });

    const left: RunningScenario = {
        ...joined,
        scenario: { ...scenario, stacks: [providerStack, ...JOINING.stacks] },
        stacks: [provider, ...joined.stacks],
    };
    await see(session, `Account ${first.accountId} has left`, left);
    return left;
}

/** What a preview that has to fail says to its user. */
async function refusal(stack: RunningScenario["stacks"][number]): Promise<string> {
    try {
        await stack.preview({ color: "never" });
    } catch (error) {
        const lines = (error as Error).message.split("\n");
        // Among the diagnostics, not in the list of resources, where it stands cut short.
        const from = lines.findIndex((line) => line.trimStart().startsWith("error: "));
        return lines.slice(from, from + 2).join("\n");
    }
    throw new Error("An account that was taken off the whitelist could make an endpoint.");
}
