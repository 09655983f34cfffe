import { ApiError } from "../../apiError";
import type { Call } from "../../call";
import type { Cloud } from "../../cloud";
import { text } from "../../parameters";
import { refuse } from "../../invented";
import { illegal } from "./errors";
import type { BackendServer, ClassicLoadBalancer } from "./state";

/** One entry of a parameter such as `BackendServers`, as the caller wrote it. */
export interface ListedServer {
    readonly serverId: string;
    readonly type: "ecs" | "eni";
    /** Undefined when the entry names none. */
    readonly weight?: number;
    readonly port?: number;
    readonly serverIp: string;
    readonly description: string;
}

const SERVERS_PER_CALL = 20;

/**
 * The servers of a JSON list inside one parameter. The cloud reads it leniently: quotes may be single,
 * numbers may be texts, and RemoveBackendServers takes a list of ids as well.
 */
export function readServers(call: Call, name = "BackendServers"): ListedServer[] {
    const value = text(call, name);
    if (value === undefined) {
        return [];
    }
    let entries: unknown;
    try {
        entries = JSON.parse(value.replaceAll("'", '"'));
    } catch {
        throw malformed();
    }
    if (!Array.isArray(entries)) {
        throw malformed();
    }
    if (entries.length > SERVERS_PER_CALL) {
        throw new ApiError(
            "TooManyBackendServers",
            "The total number of input real servers exceeds max supported number: 20",
        );
    }
    return entries.map(readServer);
}

function readServer(entry: unknown): ListedServer {
    const fields = (typeof entry === "string" ? { ServerId: entry } : entry) as Record<
        string,
        unknown
    > | null;
    if (typeof fields !== "object" || fields === null) {
        throw malformed();
    }
    const serverId = fields["ServerId"];
    const type = fields["Type"] ?? "ecs";
    if (typeof serverId !== "string" || serverId.trim() === "") {
        throw malformed();
    }
    if (type === "eci") {
        throw refuse(
            "unsupportedParameter",
            "The emulator does not implement elastic container instances as backend servers.",
        );
    }
    if (type !== "ecs" && type !== "eni") {
        throw malformed();
    }
    return {
        serverId: serverId.trim(),
        type,
        weight: readNumber(fields["Weight"], 0, 100, () => {
            return new ApiError("InvalidWeight.Malformed", "A specified weight is not valid.");
        }),
        port: readNumber(fields["Port"], 1, 65535, () =>
            illegal(
                "The specified BackendServers is invalid, as the Port value should be in [1, 65535].",
            ),
        ),
        serverIp: readText(fields["ServerIp"]),
        description: readText(fields["Description"]),
    };
}

function readText(value: unknown): string {
    if (value === undefined || value === null) {
        return "";
    }
    if (typeof value !== "string") {
        throw malformed();
    }
    return value;
}

function readNumber(
    value: unknown,
    smallest: number,
    largest: number,
    refusal: () => ApiError,
): number | undefined {
    if (value === undefined || value === null || value === "") {
        return undefined;
    }
    const written = typeof value === "number" ? String(value) : value;
    const number = Number(written);
    if (
        typeof written !== "string" ||
        !/^\d+$/.test(written) ||
        number < smallest ||
        number > largest
    ) {
        throw refusal();
    }
    return number;
}

/**
 * A server that is added must be the caller's, running, and in the network of the CLB: the VPC of an
 * internal one, the VPC of the other servers of an Internet-facing one.
 */
export function checkServer(
    cloud: Cloud,
    call: Call,
    loadBalancer: ClassicLoadBalancer,
    server: ListedServer,
    others: readonly BackendServer[],
): BackendServer {
    const vpcId = vpcOfServer(cloud, call, server);
    if (loadBalancer.vpcId !== "" && loadBalancer.vpcId !== vpcId) {
        throw illegal(
            "The specified load balancer does not support the network type of the ECS instance.",
        );
    }
    const known = others.map(
        ({ serverId, type }) =>
            (type === "ecs" ? cloud.ecs.instances : cloud.ecs.networkInterfaces).get(serverId)
                ?.vpcId,
    );
    if (known.some((other) => other !== undefined && other !== vpcId)) {
        throw new ApiError(
            "InvalidBackendServers.Inconsistent",
            "All BackendServers on one Specified LoadBalancer have to be in the same vpc or all classic",
        );
    }
    return {
        serverId: server.serverId,
        type: server.type,
        weight: server.weight ?? 100,
        serverIp: serverAddress(cloud, server),
        description: server.description,
    };
}

function vpcOfServer(cloud: Cloud, call: Call, { serverId, type }: ListedServer): string {
    if (type === "eni") {
        const networkInterface = cloud.ecs.networkInterfaces.owned(call, serverId);
        if (networkInterface === undefined || networkInterface.managedBy !== undefined) {
            throw notRunning();
        }
        return networkInterface.vpcId;
    }
    const instance = cloud.ecs.instances.owned(call, serverId);
    if (instance === undefined || instance.status !== "Running") {
        throw notRunning();
    }
    return instance.vpcId;
}

function serverAddress(cloud: Cloud, { serverId, type, serverIp }: ListedServer): string {
    if (type === "ecs") {
        return "";
    }
    const address = cloud.ecs.networkInterfaces.get(serverId)?.privateIpAddress ?? "";
    if (serverIp !== "" && serverIp !== address) {
        throw illegal("The specified BackendServers is invalid.");
    }
    return address;
}

function notRunning(): ApiError {
    return new ApiError(
        "ObtainIpFail",
        "The specified BackendServers is invalid; some of the specified backend servers do not exist or are not running.",
    );
}

function malformed(): ApiError {
    return new ApiError(
        "BackendServersMalformed",
        "the specified parameter BackendServers is unavailable.",
    );
}
