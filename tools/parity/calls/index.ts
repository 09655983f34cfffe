import type { Chapter } from "../call";
import { DELETION } from "./deletion";
import { ENDPOINT } from "./endpoint";
import { LOAD_BALANCER } from "./loadBalancer";
import { NETWORK } from "./network";
import { READING } from "./reading";
import { REFUSALS } from "./refusals";
import { SERVICE } from "./service";

/** The list of calls, in their order: what costs nothing comes first. */
export const CHAPTERS: readonly Chapter[] = [
    READING,
    REFUSALS,
    NETWORK,
    SERVICE,
    LOAD_BALANCER,
    ENDPOINT,
    DELETION,
];
