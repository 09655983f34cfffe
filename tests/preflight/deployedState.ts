import { type Inputs, REGION } from "../unit/cloud";
import { stateOf, urnOf } from "../unit/stackState";

/** What the last update left of each part of a program, by what tells it. */
export const DEPLOYED = {
    /** A host name with an A record in each of two zones. */
    nameOfAddresses: "by-address",
} as const;

/** What parts of the programs may be called. */
const PARTS = ["app", "bad-0", "bad-1", "bad-2"];

const PRIVATE_NAME = "alicloud-privatelink:index:PrivateName";

/** The state of the stack, as the engine answers it. */
export function deployedState(): Inputs {
    return stateOf(Object.fromEntries(PARTS.flatMap(namesOf)));
}

function namesOf(name: string): [string, Inputs][] {
    const zoneId = `zone-${name}`;
    const rr = DEPLOYED.nameOfAddresses;
    return [
        [urnOf(PRIVATE_NAME, "alicloud:pvtz/zone:Zone", name), { id: zoneId }],
        ...["a", "b"].map((zone): [string, Inputs] => [
            urnOf(
                PRIVATE_NAME,
                "alicloud:pvtz/zoneRecord:ZoneRecord",
                `${name}-${rr}-${REGION}${zone}`,
            ),
            { zoneId, rr, type: "A", value: "10.20.0.7" },
        ]),
    ];
}
