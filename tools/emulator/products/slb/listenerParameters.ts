import type { ListenerProtocol } from "./state";

type Value = string | number | boolean;

/** A setting of a listener: its name in answers, its names in requests, its default and its values. */
export interface ListenerField {
    readonly name: string;
    /** In Create...; undefined when it is as in the answers. */
    readonly createName?: string;
    /** In Set...Attribute; null when it cannot be changed. */
    readonly setName?: string | null;
    /** Undefined when the setting is absent unless it is given. */
    readonly standard?: Value;
    readonly isValid: (value: Value) => boolean;
    /** Answered only while health checks are on. */
    readonly ofHealthCheck?: boolean;
}

/** The settings of each protocol, by CreateLoadBalancer<protocol>Listener and its Set... and Describe... */
export const LISTENER_FIELDS: Readonly<Record<ListenerProtocol, readonly ListenerField[]>> = {
    tcp: [
        bandwidth(),
        backendServerPort(),
        oneOf("Scheduler", ["wrr", "wlc", "rr", "sch", "tch"], "wrr"),
        range("PersistenceTimeout", 0, 3600, 0),
        range("EstablishedTimeout", 10, 900, 900),
        ...layerFour(5, 2),
        check(oneOf("HealthCheckType", ["tcp", "http"], "tcp")),
        check(matching("HealthCheckDomain", /^(\$_ip|[a-z\d.-]{1,80})$/i)),
        check(matching("HealthCheckURI", /^\/[\w./%#&?=-]{0,79}$/)),
        check(matching("HealthCheckHttpCode", /^http_[2-5]xx(,http_[2-5]xx){0,3}$/)),
        onOff("ConnectionDrain", "off"),
        range("ConnectionDrainTimeout", 10, 900),
        ...common(),
        flagField("ProxyProtocolV2Enabled"),
    ],
    udp: [
        bandwidth(),
        backendServerPort(),
        oneOf("Scheduler", ["wrr", "wlc", "rr", "sch", "tch", "qch"], "wrr"),
        ...layerFour(10, 5),
        check({ ...matching("HealthCheckReq", /^[a-z\d]{1,64}$/i), ...names("healthCheckReq") }),
        check({ ...matching("HealthCheckExp", /^[a-z\d]{1,64}$/i), ...names("healthCheckExp") }),
        ...common(),
        flagField("ProxyProtocolV2Enabled"),
    ],
    http: [
        ...layerSeven(),
        { ...onOff("ListenerForward", "off"), setName: null },
        { ...range("ForwardPort", 1, 65535), setName: null },
    ],
    https: [
        ...layerSeven(),
        // Server certificates are not here: any id is taken to be one of the caller's.
        matching("ServerCertificateId", /^[\w-]+$/),
        matching("CACertificateId", /^[\w-]+$/),
        onOff("EnableHttp2", "on"),
        oneOf(
            "TLSCipherPolicy",
            [
                "tls_cipher_policy_1_0",
                "tls_cipher_policy_1_1",
                "tls_cipher_policy_1_2",
                "tls_cipher_policy_1_2_strict",
                "tls_cipher_policy_1_2_strict_with_1_3",
            ],
            "tls_cipher_policy_1_0",
        ),
    ],
};

function layerFour(timeout: number, interval: number): ListenerField[] {
    return [
        { ...onOff("HealthCheck", "on"), ...names("HealthCheckSwitch") },
        ...thresholds(),
        check(range("HealthCheckConnectTimeout", 1, 300, timeout)),
        check({
            ...range("HealthCheckInterval", 1, 50, interval),
            createName: "healthCheckInterval",
        }),
    ];
}

function layerSeven(): ListenerField[] {
    return [
        { ...bandwidth(), standard: -1 },
        backendServerPort(),
        oneOf("Scheduler", ["wrr", "wlc", "rr"], "wrr"),
        onOff("StickySession", "off"),
        oneOf("StickySessionType", ["insert", "server"]),
        range("CookieTimeout", 1, 86400),
        matching("Cookie", /^(?!\$)[^\s,;]{1,200}$/),
        onOff("HealthCheck"),
        ...thresholds(),
        check(range("HealthCheckTimeout", 1, 300, 5)),
        check(range("HealthCheckInterval", 1, 50, 2)),
        check(oneOf("HealthCheckMethod", ["head", "get"], "head")),
        check(matching("HealthCheckDomain", /^(\$_ip|[a-z\d.-]{1,80})$/i)),
        check({ ...matching("HealthCheckURI", /^\/[\w./%#&?=-]{0,79}$/), standard: "/" }),
        check({
            ...matching("HealthCheckHttpCode", /^http_[2-5]xx(,http_[2-5]xx){0,3}$/),
            standard: "http_2xx",
        }),
        range("IdleTimeout", 1, 60, 15),
        range("RequestTimeout", 1, 180, 60),
        onOff("Gzip", "on"),
        onOff("XForwardedFor", "on"),
        onOff("XForwardedFor_SLBIP", "off"),
        onOff("XForwardedFor_SLBID", "off"),
        onOff("XForwardedFor_SLBPORT", "off"),
        onOff("XForwardedFor_proto", "off"),
        onOff("XForwardedFor_ClientSrcPort", "off"),
        ...common(),
    ];
}

function thresholds(): ListenerField[] {
    return [
        check(range("HealthyThreshold", 2, 10, 3)),
        check(range("UnhealthyThreshold", 2, 10, 3)),
        // -520 is an older way to say the backend port.
        check({
            name: "HealthCheckConnectPort",
            isValid: (value) => value === -520 || isBetween(value, 1, 65535),
        }),
    ];
}

function common(): ListenerField[] {
    return [
        // Access control lists are not here: see UNSUPPORTED in listeners.ts.
        oneOf("AclStatus", ["off"], "off"),
        { ...matching("Description", /^[\p{L}\p{N}/._-]{1,256}$/u), standard: "" },
    ];
}

function bandwidth(): ListenerField {
    return { name: "Bandwidth", isValid: (value) => value === -1 || isBetween(value, 1, 5120) };
}

function backendServerPort(): ListenerField {
    return { ...range("BackendServerPort", 1, 65535), setName: null };
}

function onOff(name: string, standard?: "on" | "off"): ListenerField {
    return oneOf(name, ["on", "off"], standard);
}

function oneOf(name: string, values: readonly string[], standard?: string): ListenerField {
    return { name, standard, isValid: (value) => values.includes(String(value)) };
}

function range(name: string, least: number, most: number, standard?: number): ListenerField {
    return { name, standard, isValid: (value) => isBetween(value, least, most) };
}

function matching(name: string, pattern: RegExp): ListenerField {
    return { name, isValid: (value) => pattern.test(String(value)) };
}

function flagField(name: string): ListenerField {
    return { name, standard: false, isValid: (value) => typeof value === "boolean" };
}

function check(field: ListenerField): ListenerField {
    return { ...field, ofHealthCheck: true };
}

function names(name: string): Pick<ListenerField, "createName" | "setName"> {
    return { createName: name, setName: name };
}

function isBetween(value: Value, least: number, most: number): boolean {
    return typeof value === "number" && value >= least && value <= most;
}
