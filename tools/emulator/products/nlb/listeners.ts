import type { Answer, Call } from "../../call";
import type { Cloud } from "../../cloud";
import { stopIfDryRun } from "../../dryRun";
import { newIdentifier } from "../../identifiers";
import { integer, requiredInteger } from "../../parameters";
import { readTags } from "../../tags";
import { refusal } from "./errors";
import { startJob } from "./jobs";
import { readSettings } from "./listenerParameters";
import {
    listenersOf,
    loadBalancerOf,
    ownedListener,
    ownedLoadBalancer,
    requireActive,
} from "./lookups";
import { oneOf } from "./parameters";
import type { Listener } from "./state";
import { TAG_REFUSALS } from "./tags";

/** Quota nlb_quota_loadbalancer_listeners_num. */
const LISTENERS_PER_LOAD_BALANCER = 50;

export function createListener(cloud: Cloud, call: Call): Answer {
    const loadBalancer = ownedLoadBalancer(cloud, call);
    requireActive(loadBalancer);
    const protocols = ["TCP", "UDP", "TCPSSL"] as const;
    const protocol = oneOf(call.parameters, "ListenerProtocol", protocols, "TCP");
    const isRange = requiredInteger(call, "ListenerPort") === 0;
    const ports = isRange ? readRange(call) : readPort(call);
    const siblings = listenersOf(cloud, loadBalancer);
    const other = siblings.find(
        (sibling) => sharesPorts(sibling.protocol, protocol) && overlap(sibling.ports, ports),
    );
    if (other !== undefined) {
        throw refusal("Conflict.Port", Math.max(other.ports[0], ports[0]));
    }
    if (siblings.length >= LISTENERS_PER_LOAD_BALANCER) {
        throw refusal(
            "QuotaExceeded.QuotaInsufficient",
            "nlb_quota_loadbalancer_listeners_num",
            siblings.length,
            LISTENERS_PER_LOAD_BALANCER,
        );
    }
    const settings = readSettings(cloud, call, { loadBalancer, protocol, isRange });
    const tags = readTags(call, TAG_REFUSALS);
    stopIfDryRun(call);
    const listener: Listener = cloud.nlb.listeners.add({
        id: `${newIdentifier("lsn-", 18)}@${isRange ? 0 : ports[0]}`,
        accountId: loadBalancer.accountId,
        regionId: loadBalancer.regionId,
        loadBalancerId: loadBalancer.id,
        protocol,
        ports,
        isRange,
        settings,
        status: "Provisioning",
        tags,
    });
    const job = startJob(cloud, call, "listener", listener, () => {
        listener.status = "Running";
    });
    return { ListenerId: listener.id, ...job };
}

/** A stopped listener stays so. */
export function updateListenerAttribute(cloud: Cloud, call: Call): Answer {
    const listener = ownedListener(cloud, call);
    requireStatus(listener, "Running", "Stopped");
    const { protocol, isRange, status, settings: present } = listener;
    const loadBalancer = loadBalancerOf(cloud, listener);
    const settings = readSettings(cloud, call, { loadBalancer, protocol, isRange, present });
    stopIfDryRun(call);
    listener.status = "Configuring";
    return startJob(cloud, call, "listener", listener, () => {
        listener.settings = settings;
        listener.status = status;
    });
}

export function startListener(cloud: Cloud, call: Call): Answer {
    return changeStatus(cloud, call, ["Stopped", "Starting", "Running"]);
}

export function stopListener(cloud: Cloud, call: Call): Answer {
    return changeStatus(cloud, call, ["Running", "Stopping", "Stopped"]);
}

export function deleteListener(cloud: Cloud, call: Call): Answer {
    const listener = ownedListener(cloud, call);
    requireActive(loadBalancerOf(cloud, listener));
    requireStatus(listener, "Running", "Stopped");
    stopIfDryRun(call);
    listener.status = "Deleting";
    return startJob(cloud, call, "listener", listener, () =>
        cloud.nlb.listeners.remove(listener.id),
    );
}

function changeStatus(
    cloud: Cloud,
    call: Call,
    [from, meanwhile, to]: readonly [Listener["status"], Listener["status"], Listener["status"]],
): Answer {
    const listener = ownedListener(cloud, call);
    requireStatus(listener, from);
    stopIfDryRun(call);
    listener.status = meanwhile;
    return startJob(cloud, call, "listener", listener, () => {
        listener.status = to;
    });
}

function requireStatus({ id, status }: Listener, ...wanted: Listener["status"][]): void {
    if (!wanted.includes(status)) {
        throw refusal("IncorrectStatus.listener", id);
    }
}

function readPort(call: Call): [number, number] {
    const port = requiredInteger(call, "ListenerPort");
    if (port < 1 || port > 65535) {
        throw refusal("IllegalParam.Port");
    }
    return [port, port];
}

/** StartPort to EndPort, which must be the greater one. */
function readRange(call: Call): [number, number] {
    const first = integer(call, "StartPort");
    const last = integer(call, "EndPort");
    if (first === undefined || last === undefined || first < 0 || last > 65535 || last <= first) {
        throw refusal("IllegalParam.Port");
    }
    return [first, last];
}

function overlap([first, last]: readonly number[], other: readonly number[]): boolean {
    return first <= other[1] && other[0] <= last;
}

/** TCP and TCPSSL listen on TCP ports, UDP on ports of its own. */
function sharesPorts(one: Listener["protocol"], other: Listener["protocol"]): boolean {
    return (one === "UDP") === (other === "UDP");
}
