import type { Chapter } from "../call";
import { CROSS_ACCOUNT } from "./crossAccount";
import { DELETION } from "./deletion";
import { ENDPOINT } from "./endpoint";
import { LOAD_BALANCER } from "./loadBalancer";
import { NETWORK } from "./network";
import { OTHER_REGION } from "./otherRegion";
import { READING } from "./reading";
import { REFUSALS } from "./refusals";
import { SERVICE } from "./service";

/** The list of calls, in their order: what costs nothing comes first. */
export const CHAPTERS: readonly Chapter[] = [
    READING,
    REFUSALS,
    NETWORK,
    SERVICE,
    OTHER_REGION,
    LOAD_BALANCER,
    ENDPOINT,
    DELETION,
];

/** The list with two accounts: the other one needs a service that exists. */
export const CHAPTERS_OF_TWO: readonly Chapter[] = CHAPTERS.flatMap((chapter) =>
    chapter === DELETION ? [CROSS_ACCOUNT, chapter] : [chapter],
);
