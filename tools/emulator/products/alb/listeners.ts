import type { Answer, Call } from "../../call";
import type { Cloud } from "../../cloud";
import { invalidParameter } from "../../apiError";
import { stopIfDryRun } from "../../dryRun";
import { oneOf } from "../../fields";
import { newIdentifier } from "../../identifiers";
import { requiredInteger } from "../../parameters";
import { readTags } from "../../tags";
import { refusal } from "./errors";
import { startJob } from "./jobs";
import { readSettings } from "./listenerParameters";
import {
    activeLoadBalancer,
    listenersOf,
    loadBalancerOf,
    ownedListener,
    requireActive,
} from "./lookups";
import type { Listener } from "./state";

/** Quota alb_quota_loadbalancer_listeners_num. */
const LISTENERS_PER_LOAD_BALANCER = 50;
const PROTOCOLS = ["HTTP", "HTTPS", "QUIC"] as const;

export function createListener(cloud: Cloud, call: Call): Answer {
    const loadBalancer = activeLoadBalancer(cloud, call);
    const protocol = oneOf(call.parameters, "ListenerProtocol", PROTOCOLS, "HTTP");
    const port = requiredInteger(call, "ListenerPort");
    if (port < 1 || port > 65535) {
        throw invalidParameter("ListenerPort", "Valid values: 1 to 65535.");
    }
    const siblings = listenersOf(cloud, loadBalancer);
    if (siblings.some((other) => other.port === port && sharesPorts(other.protocol, protocol))) {
        throw refusal("ResourceAlreadyExist.Listener", "Listener");
    }
    if (siblings.length >= LISTENERS_PER_LOAD_BALANCER) {
        throw refusal(
            "ResourceQuotaExceeded.LoadBalancerListenersNum",
            "LoadBalancerListenersNum",
            loadBalancer.id,
            siblings.length,
            LISTENERS_PER_LOAD_BALANCER,
        );
    }
    const settings = readSettings(cloud, call, { loadBalancer, protocol });
    const tags = readTags(call);
    stopIfDryRun(call);
    const listener: Listener = cloud.alb.listeners.add({
        id: newIdentifier("lsn-", 18),
        accountId: loadBalancer.accountId,
        regionId: loadBalancer.regionId,
        loadBalancerId: loadBalancer.id,
        protocol,
        port,
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
    const loadBalancer = loadBalancerOf(cloud, listener);
    requireActive(loadBalancer);
    requireStatus(listener, "Running", "Stopped");
    const { protocol, status } = listener;
    const settings = readSettings(cloud, call, { loadBalancer, protocol, listener });
    stopIfDryRun(call);
    listener.status = "Configuring";
    return startJob(cloud, call, "listener", listener, () => {
        listener.settings = settings;
        listener.status = status;
    });
}

export function startListener(cloud: Cloud, call: Call): Answer {
    return changeStatus(cloud, call, "Stopped", "Running");
}

export function stopListener(cloud: Cloud, call: Call): Answer {
    return changeStatus(cloud, call, "Running", "Stopped");
}

export function deleteListener(cloud: Cloud, call: Call): Answer {
    const listener = ownedListener(cloud, call);
    const loadBalancer = loadBalancerOf(cloud, listener);
    requireActive(loadBalancer);
    if (listener.status !== "Running" && listener.status !== "Stopped") {
        throw refusal("ResourceInConfiguring.Listener", listener.id);
    }
    const siblings = listenersOf(cloud, loadBalancer);
    if (siblings.some(({ settings }) => settings.quicListenerId === listener.id)) {
        throw refusal("ResourceInUse.Listener", listener.id);
    }
    stopIfDryRun(call);
    listener.status = "Deleting";
    return startJob(cloud, call, "listener", listener, () =>
        cloud.alb.listeners.remove(listener.id),
    );
}

function changeStatus(
    cloud: Cloud,
    call: Call,
    from: "Running" | "Stopped",
    to: "Running" | "Stopped",
): Answer {
    const listener = ownedListener(cloud, call);
    requireActive(loadBalancerOf(cloud, listener));
    requireStatus(listener, from);
    stopIfDryRun(call);
    listener.status = "Configuring";
    return startJob(cloud, call, "listener", listener, () => {
        listener.status = to;
    });
}

function requireStatus({ id, status }: Listener, ...wanted: Listener["status"][]): void {
    if (!wanted.includes(status)) {
        throw refusal("IncorrectStatus.Listener", "listener", id);
    }
}

/** HTTP and HTTPS listen on TCP ports, QUIC on UDP ports. */
function sharesPorts(one: Listener["protocol"], other: Listener["protocol"]): boolean {
    return (one === "QUIC") === (other === "QUIC");
}
