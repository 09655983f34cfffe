import { CONSUMER_MAP_MISTAKES } from "./consumerMapMistakes";
import { CONSUMER_MISTAKES } from "./consumerMistakes";
import { LOAD_BALANCER_MISTAKES } from "./loadBalancerMistakes";
import type { Mistake } from "./mistake";
import { NETWORK_LOAD_BALANCER_MISTAKES } from "./networkLoadBalancerMistakes";
import { SERVICE_MISTAKES } from "./serviceMistakes";

/** Every mistake that a program can make: each rule's, at each kind of place where it is looked for. */
export const MISTAKES: readonly Mistake[] = [
    ...LOAD_BALANCER_MISTAKES,
    ...NETWORK_LOAD_BALANCER_MISTAKES,
    ...SERVICE_MISTAKES,
    ...CONSUMER_MAP_MISTAKES,
    ...CONSUMER_MISTAKES,
];
