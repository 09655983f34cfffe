import type { Cloud } from "./cloud";
import type { ElasticIp } from "./elasticIp";
import { newIdentifier } from "./identifiers";
import { refuse } from "./invented";

/** From a range for documentation (RFC 5737) that no other product takes from, so that they are nobody's. */
export function newElasticIps({ alb, nlb }: Cloud, number: number): ElasticIp[] {
    const taken = [...alb.loadBalancers.all(), ...nlb.loadBalancers.all()].flatMap(({ zones }) =>
        zones.map(({ elasticIp }) => elasticIp?.address),
    );
    const addresses: string[] = [];
    for (let host = 1; host < 255 && addresses.length < number; host += 1) {
        const address = `198.51.100.${host}`;
        if (!taken.includes(address)) {
            addresses.push(address);
        }
    }
    if (addresses.length < number) {
        throw refuse(
            "unsupportedParameter",
            "The emulator has no more public addresses for load balancers.",
        );
    }
    return addresses.map((address) => ({ allocationId: newIdentifier("eip-"), address }));
}
