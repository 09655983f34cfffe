import type { Clients } from "../../../emulator/client";
import type { Inputs } from "../../../unit/cloud";
import type { Made } from "../../../unit/harness";
import { APPLICATION_LOAD_BALANCING } from "./alb";
import { SECURITY_GROUPS } from "./ecs";
import { NETWORK_LOAD_BALANCING } from "./nlb";
import { PRIVATE_LINKS } from "./privatelink";
import type { Provisions } from "./provision";
import { CLASSIC_LOAD_BALANCING } from "./slb";

const PROVISIONS: Provisions = {
    ...CLASSIC_LOAD_BALANCING,
    ...APPLICATION_LOAD_BALANCING,
    ...NETWORK_LOAD_BALANCING,
    ...PRIVATE_LINKS,
    ...SECURITY_GROUPS,
};

/** Makes a resource with the calls of its account. */
export function provision(clients: Clients, type: string, inputs: Inputs): Promise<Made> {
    const provide = PROVISIONS[type.replace(/^alicloud:/, "")];
    if (provide === undefined) {
        throw new Error(`The scenarios were not to make a ${type}.`);
    }
    return provide(clients, inputs);
}
