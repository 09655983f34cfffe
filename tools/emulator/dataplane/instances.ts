import type { Cloud } from "../cloud";
import type { Instance } from "../products/ecs/state";
import { primaryInterface } from "../products/ecs/memberships";
import { CLOSED, type Connection, DROPPED, REFUSED } from "./connection";
import { answerWithIdentity } from "./identityServer";
import { answerPage } from "./pageServer";
import { isAllowed, type Peer } from "./securityGroups";
import { type Boot, readUserData } from "./userData";

/** What has been read of user data. That of the first boot never changes, so it is read once. */
const boots = new WeakMap<Instance, Boot>();

/** CLBs and NLBs come from addresses of the cloud's own, 100.64.0.0/10, which security groups let pass. */
export const CLOUD_ADDRESSES = "addresses of the cloud";

/** Connects to a port of an instance; the client is somewhere in its VPC. */
export function connectToInstance(
    cloud: Cloud,
    instance: Instance,
    port: number,
    peers: readonly Peer[] | typeof CLOUD_ADDRESSES,
): Connection {
    if (instance.status !== "Running") {
        return DROPPED;
    }
    const { securityGroupIds } = primaryInterface(cloud, instance);
    const isLetIn =
        peers === CLOUD_ADDRESSES ||
        peers.every((peer) => isAllowed(cloud, securityGroupIds, "ingress", peer, port));
    if (!isLetIn) {
        return DROPPED;
    }
    const boot = bootOf(instance);
    const identityServer = boot.identityServers.find((candidate) => candidate.port === port);
    if (identityServer !== undefined) {
        return {
            outcome: "connected",
            speaks: "http",
            send: (request, preamble) => answerWithIdentity(identityServer, request, preamble),
        };
    }
    const server = boot.servers.find((candidate) => candidate.port === port);
    if (server === undefined) {
        return REFUSED;
    }
    return {
        outcome: "connected",
        speaks: "http",
        // A line break comes first in what a load balancer writes in front: no request, and no answer either.
        send: (request, preamble) =>
            preamble === undefined
                ? { response: answerPage(boot, server, request), afterMilliseconds: 0 }
                : CLOSED,
    };
}

/** The cloud runs user data once, when the instance boots for the first time. */
function bootOf(instance: Instance): Boot {
    let boot = boots.get(instance);
    if (boot === undefined) {
        boot = readUserData(instance.firstUserData);
        boots.set(instance, boot);
    }
    return boot;
}
