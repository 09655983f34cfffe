import type { EndpointServiceConsumer } from "@cloud-components/alicloud-privatelink";

import { OTHER_CONSUMER } from "./consumersComeAndGo";
import { CONSUMERS, endpointsOf } from "./consumersScenario";
import { bringUp, perform, type RunningScenario, see, type Session, tableOf } from "./runScenario";
import type { Scenario } from "./scenarios";

const MAP = "alicloud-privatelink-cross-account-consumers";
const PROVIDER_STACK = "organization/alicloud-privatelink-cross-account-provider/demo";

type Consumers = Readonly<Record<string, EndpointServiceConsumer>>;

const WAREHOUSE: Scenario = {
    title: "",
    stacks: [
        {
            title: "warehouse",
            folder: "examples/cross-account/consumer",
            account: () => OTHER_CONSUMER,
            config: () => ({ providerStack: PROVIDER_STACK }),
        },
    ],
    summary: () => [],
};

/** One consumer joins and waits, is accepted, another one is refused and then accepted, and both leave. */
export async function consumersInOneMap(
    session: Session,
    running: RunningScenario,
): Promise<RunningScenario> {
    const { sandbox, progress } = session;
    const map = running.stacks[1];
    const [, { accountId: shop }] = sandbox.emulator.accounts;
    const { accountId: warehouse } = OTHER_CONSUMER;
    const decide = async (title: string, consumers?: Consumers): Promise<void> => {
        progress(title);
        if (consumers !== undefined) {
            await sandbox.configure(map, { [`${MAP}:consumers`]: consumers });
        }
        await perform(session, map, "up", "consumers");
        progress(tableOf(endpointsOf(await map.outputs())));
    };
    const webShop = { displayName: "web shop", maxEndpoints: 1 };

    await decide("The web shop is on the whitelist, and its endpoint waits");
    await see(session, "The web shop waits", running);

    await decide("The web shop may have one endpoint; the warehouse joins", {
        [shop]: webShop,
        [warehouse]: { displayName: "warehouse", maxEndpoints: 1, regionIds: ["cn-hangzhou"] },
    });
    const joined = await bringUp({ ...session, scenario: WAREHOUSE }, "demo-2");
    await decide("The endpoint of the warehouse is in a region that its policy does not allow");
    await see(session, "The warehouse is refused", running, joined);

    await decide("The warehouse may come from every region", {
        [shop]: webShop,
        [warehouse]: { displayName: "warehouse", maxEndpoints: 1 },
    });
    await see(session, "Both are connected", running, joined);

    await decide("The web shop leaves: disconnected, and taken off the whitelist", {
        [warehouse]: { displayName: "warehouse", maxEndpoints: 1 },
    });
    await see(session, "The web shop has left", running, joined);

    await decide("The warehouse leaves as well", {});
    return {
        ...running,
        scenario: { ...CONSUMERS, stacks: [...CONSUMERS.stacks, ...WAREHOUSE.stacks] },
        stacks: [...running.stacks, ...joined.stacks],
    };
}
