import type { Call } from "../../call";
import { flagOf, group, type Fields } from "../../fields";
import { flag } from "../../parameters";
import { refusal } from "./errors";
import { matching, NAME, numberWithin, oneOf } from "./parameters";
import type { HealthCheck, ServerGroup, ServerGroupSettings } from "./state";

/** Documented in small letters where they begin with one here; the provider writes them so. */
const SCHEDULERS = ["Wrr", "Wlc", "rr", "Rr", "sch", "Sch", "tch", "Tch", "qch", "Qch"];
const HTTP_CODES = /^http_[2-5]xx$/;
const HEALTH_CHECK_PATH = /^\/[\w\-/.%?#&=]{0,79}$/;
const DOMAIN = /^[a-z\d.-]{1,80}$/i;
/** What UDP checks send and expect. */
const PROBE = /^[a-z\d]{1,512}$/i;
/** The servers' own addresses. */
const SERVER_ADDRESS = "$SERVER_IP";
const LONGEST_DRAINING = 900;

/** What a server group is created as, which never changes. */
export type ServerGroupKind = Pick<ServerGroup, "type" | "protocol" | "anyPortEnabled">;

/** What CreateServerGroup fills in. An IP group cannot keep the clients' addresses. */
function standard({ type }: ServerGroupKind): ServerGroupSettings {
    return {
        name: "",
        scheduler: "Wrr",
        healthCheck: {
            enabled: true,
            type: "TCP",
            connectPort: 0,
            domain: SERVER_ADDRESS,
            httpVersion: "HTTP1.0",
            method: "GET",
            path: "/",
            codes: ["http_2xx"],
            request: "",
            response: "",
            interval: 5,
            timeout: 5,
            healthyThreshold: 2,
            unhealthyThreshold: 2,
        },
        connectionDrainEnabled: false,
        connectionDrainTimeout: 0,
        preserveClientIpEnabled: type !== "Ip",
    };
}

/** The settings of CreateServerGroup, or those that UpdateServerGroupAttribute leaves a group with. */
export function readSettings(
    call: Call,
    kind: ServerGroupKind,
    present = standard(kind),
): ServerGroupSettings {
    const { parameters } = call;
    const settings = {
        name: matching(
            parameters,
            "ServerGroupName",
            NAME,
            present.name,
            "IllegalParam.ServerGroupName",
        ),
        scheduler: oneOf(parameters, "Scheduler", SCHEDULERS, present.scheduler),
        healthCheck: readHealthCheck(group(call, "HealthCheckConfig"), present.healthCheck),
        connectionDrainEnabled:
            flag(call, "ConnectionDrainEnabled") ?? present.connectionDrainEnabled,
        connectionDrainTimeout: numberWithin(
            parameters,
            "ConnectionDrainTimeout",
            [0, LONGEST_DRAINING],
            present.connectionDrainTimeout,
            "IllegalParam.ConnectionDrainTimeout",
        ),
        preserveClientIpEnabled:
            flag(call, "PreserveClientIpEnabled") ?? present.preserveClientIpEnabled,
    };
    checkTogether(kind, settings);
    return settings;
}

function checkTogether(
    { type, protocol, anyPortEnabled }: ServerGroupKind,
    { scheduler, healthCheck, preserveClientIpEnabled }: ServerGroupSettings,
): void {
    if (scheduler.toLowerCase() === "qch" && protocol !== "UDP") {
        throw refusal("IllegalParam", "Scheduler");
    }
    if (type === "Ip" && preserveClientIpEnabled) {
        throw refusal("IllegalParam.PreserveClientIpSwitch");
    }
    // Without a port of their own, servers are checked at the one that is named.
    if (anyPortEnabled && healthCheck.enabled && healthCheck.connectPort === 0) {
        throw refusal("IllegalParam.AnyPortServerGroupConflictWithHealthCheckConfig");
    }
}

function readHealthCheck(fields: Fields, present: HealthCheck): HealthCheck {
    const type = oneOf(fields, "HealthCheckType", ["TCP", "HTTP", "UDP"] as const, present.type);
    const longestInterval = type === "UDP" ? 300 : 50;
    const threshold = (name: string, value: number) => numberWithin(fields, name, [2, 10], value);
    const probe = (name: string, value: string) => matching(fields, name, PROBE, value);
    return {
        enabled: flagOf(fields, "HealthCheckEnabled", present.enabled),
        type,
        connectPort: numberWithin(
            fields,
            "HealthCheckConnectPort",
            [0, 65535],
            present.connectPort,
        ),
        domain: readDomain(fields, present.domain),
        httpVersion: oneOf(
            fields,
            "HealthCheckHttpVersion",
            ["HTTP1.0", "HTTP1.1"],
            present.httpVersion,
        ),
        method: oneOf(fields, "HttpCheckMethod", ["GET", "HEAD"], present.method),
        path: matching(
            fields,
            "HealthCheckUrl",
            HEALTH_CHECK_PATH,
            present.path,
            "IlleagalParam.healthCheckUrl",
        ),
        codes: readCodes(fields, present.codes),
        request: probe("HealthCheckReq", present.request),
        response: probe("HealthCheckExp", present.response),
        interval: numberWithin(
            fields,
            "HealthCheckInterval",
            [1, longestInterval],
            present.interval,
        ),
        timeout: numberWithin(fields, "HealthCheckConnectTimeout", [1, 300], present.timeout),
        healthyThreshold: threshold("HealthyThreshold", present.healthyThreshold),
        unhealthyThreshold: threshold("UnhealthyThreshold", present.unhealthyThreshold),
    };
}

function readDomain(fields: Fields, present: string): string {
    return fields.HealthCheckDomain === SERVER_ADDRESS
        ? SERVER_ADDRESS
        : matching(fields, "HealthCheckDomain", DOMAIN, present, "IllegalParam.healthCheckDomain");
}

function readCodes(fields: Fields, present: readonly string[]): readonly string[] {
    const named = fields.HealthCheckHttpCode as string[] | undefined;
    const codes = named?.flatMap((code) => code.split(",")) ?? present;
    if (!codes.every((code) => HTTP_CODES.test(code))) {
        throw refusal("IllegalParam", "HealthCheckHttpCode");
    }
    return codes;
}
