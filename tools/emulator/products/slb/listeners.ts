import { ApiError, invalidParameter } from "../../apiError";
import type { Answer, Call } from "../../call";
import type { Cloud } from "../../cloud";
import { refuseParameters, requiredInteger, text } from "../../parameters";
import { illegal, vServerGroupNotFound } from "./errors";
import { LISTENER_FIELDS } from "./listenerParameters";
import { ownedListener, ownedLoadBalancer } from "./lookups";
import type { ClassicLoadBalancer, Listener, ListenerProtocol } from "./state";

const LISTENERS_PER_LOAD_BALANCER = 50;

/** What the cloud acts on and is not here: access control lists, primary/secondary groups, SYN proxy. */
const UNSUPPORTED = [
    "AclStatus",
    "MasterSlaveServerGroup",
    "MasterSlaveServerGroupId",
    "SynProxy",
    "Tag",
];
const HARMLESS = { AclStatus: "off", MasterSlaveServerGroup: "off" };

/** A new listener is stopped. */
export function createListener(cloud: Cloud, call: Call, protocol: ListenerProtocol): Answer {
    const loadBalancer = ownedLoadBalancer(cloud, call);
    refuseParameters(call, UNSUPPORTED, HARMLESS);
    const port = requiredInteger(call, "ListenerPort");
    if (port < 1 || port > 65535) {
        throw illegal("The specified port is not valid.");
    }
    if (loadBalancer.listeners.some((other) => isInTheWay(other, protocol, port))) {
        throw new ApiError(
            "ListenerAlreadyExists",
            "A listener with the specified port already exists",
        );
    }
    if (loadBalancer.listeners.length >= LISTENERS_PER_LOAD_BALANCER) {
        throw new ApiError(
            "ListenerNumberOverLimit",
            "The maximum number of listeners is exceeded.",
        );
    }
    const attributes: Listener["attributes"] = {};
    for (const { name, createName, standard, isValid } of LISTENER_FIELDS[protocol]) {
        const value = readSetting(call, createName ?? name, isValid) ?? standard;
        if (value !== undefined) {
            attributes[name] = value;
        }
    }
    const groupId = text(call, "VServerGroupId");
    if (groupId !== undefined) {
        checkVServerGroup(cloud, call, loadBalancer, groupId);
        attributes["VServerGroupId"] = groupId;
    }
    checkTogether(loadBalancer, undefined, attributes);
    loadBalancer.listeners.push({ protocol, port, status: "stopped", attributes });
    return {};
}

export function setListenerAttribute(cloud: Cloud, call: Call, protocol: ListenerProtocol): Answer {
    const loadBalancer = ownedLoadBalancer(cloud, call);
    refuseParameters(call, [...UNSUPPORTED, "DryRun"], { ...HARMLESS, DryRun: false });
    const listener = ownedListener(loadBalancer, call, protocol);
    if (listener.status === "starting" || listener.status === "stopping") {
        throw new ApiError(
            "OperationFailed.ListenerStatusNotSupport",
            "The operation is not supported in the listener's current status.",
        );
    }
    const attributes = { ...listener.attributes };
    for (const { name, setName, isValid } of LISTENER_FIELDS[protocol]) {
        const value = setName === null ? undefined : readSetting(call, setName ?? name, isValid);
        if (value !== undefined) {
            attributes[name] = value;
        }
    }
    setVServerGroup(cloud, call, loadBalancer, attributes);
    checkTogether(loadBalancer, listener, attributes);
    for (const name of Object.keys(listener.attributes)) {
        delete listener.attributes[name];
    }
    Object.assign(listener.attributes, attributes);
    return {};
}

export function startListener(cloud: Cloud, call: Call): Answer {
    return changeStatus(cloud, call, "starting", "running");
}

export function stopListener(cloud: Cloud, call: Call): Answer {
    return changeStatus(cloud, call, "stopping", "stopped");
}

/** Gone after a moment, in which it shows as stopping. */
export function deleteListener(cloud: Cloud, call: Call): Answer {
    const loadBalancer = ownedLoadBalancer(cloud, call);
    const listener = ownedListener(loadBalancer, call);
    refuseWhileChanging(listener);
    listener.status = "stopping";
    cloud.clock.after(cloud.options.transitionMilliseconds, () => {
        const position = loadBalancer.listeners.indexOf(listener);
        if (position >= 0) {
            loadBalancer.listeners.splice(position, 1);
        }
    });
    return {};
}

function changeStatus(
    cloud: Cloud,
    call: Call,
    by: "starting" | "stopping",
    to: "running" | "stopped",
): Answer {
    const listener = ownedListener(ownedLoadBalancer(cloud, call), call);
    refuseWhileChanging(listener);
    if (listener.status !== to) {
        listener.status = by;
        cloud.clock.after(cloud.options.transitionMilliseconds, () => {
            listener.status = to;
        });
    }
    return {};
}

function refuseWhileChanging({ status }: Listener): void {
    if (status === "starting") {
        throw new ApiError(
            "ServiceIsConfiguring",
            "A previous configuration is pending; please try again later.",
        );
    }
    if (status === "stopping") {
        throw new ApiError(
            "ServiceIsStopping",
            "The specified Listener is stopping, please retry later.",
            409,
        );
    }
}

/** TCP, HTTP and HTTPS share their ports, UDP has its own. */
function isInTheWay(other: Listener, protocol: ListenerProtocol, port: number): boolean {
    return other.port === port && (other.protocol === "udp") === (protocol === "udp");
}

function readSetting(
    call: Call,
    name: string,
    isValid: (value: string | number | boolean) => boolean,
): string | number | boolean | undefined {
    const value = call.parameters[name];
    if (value === undefined) {
        return undefined;
    }
    if (typeof value === "object" || !isValid(value)) {
        throw name === "Bandwidth"
            ? illegal("The specified bandwidth is not valid.")
            : invalidParameter(name);
    }
    return value;
}

/** `VServerGroup` switches between a vServer group and the default group. */
function setVServerGroup(
    cloud: Cloud,
    call: Call,
    loadBalancer: ClassicLoadBalancer,
    attributes: Listener["attributes"],
): void {
    const groupId = text(call, "VServerGroupId");
    const used = text(call, "VServerGroup");
    if (used === "off") {
        delete attributes["VServerGroupId"];
    } else if (used !== undefined && used !== "on") {
        throw invalidParameter("VServerGroup", "Valid values: on, off.");
    } else if (used === "on" && groupId === undefined) {
        throw missing("VServerGroupId");
    } else if (groupId !== undefined && (used === "on" || attributes["VServerGroupId"])) {
        checkVServerGroup(cloud, call, loadBalancer, groupId);
        attributes["VServerGroupId"] = groupId;
    }
}

function checkVServerGroup(
    cloud: Cloud,
    call: Call,
    loadBalancer: ClassicLoadBalancer,
    groupId: string,
): void {
    const group = cloud.slb.vServerGroups.owned(call, groupId);
    if (group?.loadBalancerId !== loadBalancer.id) {
        throw vServerGroupNotFound();
    }
}

/** Settings that need each other. */
function checkTogether(
    loadBalancer: ClassicLoadBalancer,
    listener: Listener | undefined,
    attributes: Listener["attributes"],
): void {
    const need = (name: string) => {
        if (attributes[name] === undefined) {
            throw missing(name);
        }
    };
    if (attributes["ListenerForward"] === "on") {
        need("ForwardPort");
    } else if (attributes["VServerGroupId"] === undefined) {
        need("BackendServerPort");
    }
    if (attributes["StickySession"] === "on") {
        need("StickySessionType");
        need(attributes["StickySessionType"] === "insert" ? "CookieTimeout" : "Cookie");
    }
    if (attributes["ConnectionDrain"] === "on") {
        need("ConnectionDrainTimeout");
    }
    if ("TLSCipherPolicy" in attributes) {
        need("ServerCertificateId");
    }
    if (loadBalancer.internetChargeType === "paybybandwidth") {
        checkBandwidth(loadBalancer, listener, attributes);
    }
}

/** The listeners of a CLB that is paid by bandwidth share its bandwidth. */
function checkBandwidth(
    loadBalancer: ClassicLoadBalancer,
    listener: Listener | undefined,
    attributes: Listener["attributes"],
): void {
    const bandwidths = loadBalancer.listeners
        .filter((other) => other !== listener)
        .map((other) => Number(other.attributes["Bandwidth"]));
    const total = [...bandwidths, Number(attributes["Bandwidth"])]
        .filter((bandwidth) => bandwidth > 0)
        .reduce((sum, bandwidth) => sum + bandwidth, 0);
    if (total > loadBalancer.bandwidth) {
        throw illegal(
            "The specified Bandwidth is invalid. It exceeds the maximum bandwidth available to the instance.",
        );
    }
}

function missing(name: string): ApiError {
    return new ApiError(
        "MissingParameter",
        `The combination of some parameters violates the spec: ${name} is required.`,
    );
}
