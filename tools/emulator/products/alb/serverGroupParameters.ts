import { invalidParameter } from "../../apiError";
import type { Call } from "../../call";
import { group, matching, NAME, numberWithin, oneOf, textOf, type Fields } from "../../fields";
import { flag, text } from "../../parameters";
import { refusal } from "./errors";
import type {
    Edition,
    HealthCheck,
    ServerGroupSettings,
    StickySession,
    TimedSwitch,
} from "./state";

const SCHEDULERS = ["Wrr", "Wlc", "Sch", "Uch"];
const HEALTH_CHECK_PROTOCOLS = ["HTTP", "HTTPS", "TCP", "gRPC"];
const HTTP_CODES = /^http_[2-5]xx$/;
/** A code of gRPC, or a range of them. */
const GRPC_CODES = /^\d{1,2}(-\d{1,2})?$/;
const HEALTH_CHECK_PATH = /^\/[\w\-/.%?#&=~;!()*[\]@$^:',+]{0,79}$/;
const DOMAIN = /^(?=.{1,80}$)[a-z\d]([a-z\d-]*[a-z\d])?(\.[a-z\d]([a-z\d-]*[a-z\d])?)*\.[a-z]+$/i;
/**
 * ASCII without blanks, commas and semicolons, no dollar sign first. The documents speak of letters and
 * digits alone, but the acceptance tests of the provider, which run in the cloud, name cookies with hyphens.
 */
const COOKIE = /^(?!\$)(?!.*[,;])[!-~]{1,200}$/;
/** The servers' own addresses. */
const SERVER_ADDRESS = "$SERVER_IP";

/** What CreateServerGroup fills in. */
const STANDARD: ServerGroupSettings = {
    name: "",
    scheduler: "Wrr",
    healthCheck: {
        enabled: true,
        protocol: "HTTP",
        connectPort: 0,
        host: SERVER_ADDRESS,
        httpVersion: "HTTP1.1",
        method: "HEAD",
        path: "/",
        codes: [],
        interval: 2,
        timeout: 5,
        healthyThreshold: 3,
        unhealthyThreshold: 3,
    },
    stickySession: { enabled: false, type: "Insert", cookie: "", cookieTimeout: 1000 },
    connectionDrain: { enabled: false, seconds: 300 },
    slowStart: { enabled: false, seconds: 30 },
    crossZoneEnabled: true,
    upstreamKeepaliveEnabled: false,
    serviceName: "",
};

/** The settings of CreateServerGroup, or those that UpdateServerGroupAttribute leaves a group with. */
export function readSettings(call: Call, present = STANDARD): ServerGroupSettings {
    const settings: ServerGroupSettings = {
        name: matching(call.parameters, "ServerGroupName", NAME, present.name),
        scheduler: oneOf(call.parameters, "Scheduler", SCHEDULERS, present.scheduler),
        healthCheck: readHealthCheck(group(call, "HealthCheckConfig"), present.healthCheck),
        stickySession: readStickySession(group(call, "StickySessionConfig"), present.stickySession),
        connectionDrain: readTimedSwitch(
            group(call, "ConnectionDrainConfig"),
            ["ConnectionDrainEnabled", "ConnectionDrainTimeout", [0, 900]],
            present.connectionDrain,
        ),
        slowStart: readTimedSwitch(
            group(call, "SlowStartConfig"),
            ["SlowStartEnabled", "SlowStartDuration", [30, 900]],
            present.slowStart,
        ),
        hashedBy: readHash(group(call, "UchConfig")) ?? present.hashedBy,
        crossZoneEnabled: flag(call, "CrossZoneEnabled") ?? present.crossZoneEnabled,
        upstreamKeepaliveEnabled:
            flag(call, "UpstreamKeepaliveEnabled") ?? present.upstreamKeepaliveEnabled,
        serviceName: text(call, "ServiceName") ?? present.serviceName,
    };
    checkTogether(settings);
    return settings;
}

/** Slow start, connection draining and the choice of zones are not for basic ALBs. */
export function checkEdition(
    { slowStart, connectionDrain }: ServerGroupSettings,
    edition: Edition,
): void {
    if (edition !== "Basic") {
        return;
    }
    if (slowStart.enabled) {
        throw refusal(
            "Mismatch.LoadBalancerEditionAndSlowStartEnable",
            "LoadBalancerEdition",
            "SlowStartEnable",
        );
    }
    if (connectionDrain.enabled) {
        throw refusal(
            "Mismatch.LoadBalancerEditionAndConnectionDrain",
            "LoadBalancerEdition",
            "ConnectionDrain",
        );
    }
}

function readHealthCheck(fields: Fields, present: HealthCheck): HealthCheck {
    const protocol = readHealthCheckProtocol(fields, present.protocol);
    return {
        enabled: (fields.HealthCheckEnabled as boolean | undefined) ?? present.enabled,
        protocol,
        connectPort: numberWithin(
            fields,
            "HealthCheckConnectPort",
            [0, 65535],
            present.connectPort,
        ),
        host: readHost(fields, present.host),
        httpVersion: oneOf(
            fields,
            "HealthCheckHttpVersion",
            ["HTTP1.0", "HTTP1.1"],
            present.httpVersion,
        ),
        method: oneOf(fields, "HealthCheckMethod", ["GET", "POST", "HEAD"], present.method),
        path: matching(fields, "HealthCheckPath", HEALTH_CHECK_PATH, present.path),
        codes: readCodes(fields, protocol, present),
        interval: numberWithin(fields, "HealthCheckInterval", [1, 50], present.interval),
        timeout: numberWithin(fields, "HealthCheckTimeout", [1, 300], present.timeout),
        healthyThreshold: numberWithin(
            fields,
            "HealthyThreshold",
            [2, 10],
            present.healthyThreshold,
        ),
        unhealthyThreshold: numberWithin(
            fields,
            "UnhealthyThreshold",
            [2, 10],
            present.unhealthyThreshold,
        ),
    };
}

function readHealthCheckProtocol(fields: Fields, present: string): string {
    // The provider knows it in capitals only.
    const named = fields.HealthCheckProtocol === "GRPC" ? "gRPC" : fields.HealthCheckProtocol;
    return oneOf(
        { HealthCheckProtocol: named ?? present },
        "HealthCheckProtocol",
        HEALTH_CHECK_PROTOCOLS,
        present,
    );
}

function readHost(fields: Fields, present: string): string {
    return fields.HealthCheckHost === SERVER_ADDRESS
        ? SERVER_ADDRESS
        : matching(fields, "HealthCheckHost", DOMAIN, present);
}

function readCodes(fields: Fields, protocol: string, present: HealthCheck): readonly string[] {
    if (protocol === "TCP") {
        return [];
    }
    const isGrpc = protocol === "gRPC";
    const named = fields.HealthCheckCodes as string[] | undefined;
    const codes = named?.flatMap((code) => code.split(","));
    if (codes === undefined) {
        const standard = isGrpc ? "0" : "http_2xx";
        return protocol === present.protocol && present.codes.length > 0
            ? present.codes
            : [standard];
    }
    if (!codes.every((code) => (isGrpc ? GRPC_CODES : HTTP_CODES).test(code))) {
        throw invalidParameter("HealthCheckCodes");
    }
    return codes;
}

function readStickySession(fields: Fields, present: StickySession): StickySession {
    return {
        enabled: (fields.StickySessionEnabled as boolean | undefined) ?? present.enabled,
        type: oneOf(fields, "StickySessionType", ["Insert", "Server"], present.type),
        cookie: matching(fields, "Cookie", COOKIE, present.cookie),
        cookieTimeout: numberWithin(fields, "CookieTimeout", [1, 86400], present.cookieTimeout),
    };
}

function readTimedSwitch(
    fields: Fields,
    [enabled, seconds, limits]: readonly [string, string, readonly [number, number]],
    present: TimedSwitch,
): TimedSwitch {
    return {
        enabled: (fields[enabled] as boolean | undefined) ?? present.enabled,
        seconds: numberWithin(fields, seconds, limits, present.seconds),
    };
}

function readHash(fields: Fields): ServerGroupSettings["hashedBy"] {
    if (Object.keys(fields).length === 0) {
        return undefined;
    }
    return {
        type: oneOf(fields, "Type", ["QueryString"], "QueryString"),
        value: textOf(fields, "Value"),
    };
}

function checkTogether(settings: ServerGroupSettings): void {
    const { scheduler, hashedBy, slowStart, stickySession, crossZoneEnabled } = settings;
    if (slowStart.enabled && scheduler !== "Wrr") {
        throw refusal(
            "Mismatch.ServerGroupSchedulerAndSlowStartEnable",
            "Scheduler",
            "SlowStartEnable",
        );
    }
    if (scheduler === "Uch" && hashedBy === undefined) {
        throw invalidParameter("UchConfig", "The scheduler Uch needs it.");
    }
    if (stickySession.enabled && stickySession.type === "Server" && stickySession.cookie === "") {
        throw invalidParameter("Cookie", "StickySessionType Server needs it.");
    }
    if (stickySession.enabled && !crossZoneEnabled) {
        throw invalidParameter("StickySessionEnabled", "It needs CrossZoneEnabled.");
    }
}
