import { invalidParameter, missingParameter } from "../../apiError";
import type { Call, Parameter } from "../../call";
import type { Cloud } from "../../cloud";
import { group, matching, numberWithin, oneOf, textOf, type Fields } from "../../fields";
import { refuse } from "../../invented";
import { flag, objects, text } from "../../parameters";
import { refusal } from "./errors";
import { listenersOf, ownedServerGroup } from "./lookups";
import { checkEdition } from "./serverGroupParameters";
import type { ApplicationLoadBalancer, Listener, ListenerSettings, ServerGroup } from "./state";

/** The system's own; there is no action here to make others with. */
const SECURITY_POLICIES = [
    "tls_cipher_policy_1_0",
    "tls_cipher_policy_1_1",
    "tls_cipher_policy_1_2",
    "tls_cipher_policy_1_2_strict",
    "tls_cipher_policy_1_2_strict_with_1_3",
];
const DESCRIPTION = /^[\p{L}\d\-/._]{2,256}$/u;
const ALIAS = /^[0-9a-z\-_]{1,40}$/;
/** DefaultActions: one action, which forwards to up to 20 server groups. */
const GROUPS_PER_ACTION = 20;

/** The protocols of the server groups that a listener can forward to (CreateServerGroup, Protocol). */
const GROUP_PROTOCOLS: Readonly<Record<Listener["protocol"], readonly ServerGroup["protocol"][]>> =
    {
        HTTP: ["HTTP"],
        HTTPS: ["HTTP", "HTTPS", "gRPC"],
        QUIC: ["HTTP", "gRPC"],
    };

const CLIENT_CERTIFICATE = ["ClientVerify", "Fingerprint", "IssuerDN", "SubjectDN"].map(
    (name) => `XForwardedForClientCert${name}`,
);
const FORWARDED_FOR_SWITCHES = [
    ...CLIENT_CERTIFICATE.map((name) => `${name}Enabled`),
    "XForwardedForClientSourceIpsEnabled",
    "XForwardedForClientSrcPortEnabled",
    "XForwardedForEnabled",
    "XForwardedForHostEnabled",
    "XForwardedForProtoEnabled",
    "XForwardedForSLBIdEnabled",
    "XForwardedForSLBPortEnabled",
];
const PROCESSING_MODES = ["append", "remove", "preserve"];

/** What CreateListener fills in. */
const STANDARD: ListenerSettings = {
    description: "",
    serverGroupIds: [],
    idleTimeout: 15,
    requestTimeout: 60,
    gzipEnabled: true,
    http2Enabled: true,
    securityPolicyId: "tls_cipher_policy_1_0",
    certificateIds: [],
    quicListenerId: "",
    forwardedFor: {
        ...Object.fromEntries(FORWARDED_FOR_SWITCHES.map((name) => [name, false])),
        XForwardedForEnabled: true,
        XForwardedForProcessingMode: "append",
    },
};

/** The listener that is created or changed. */
interface Subject {
    readonly loadBalancer: ApplicationLoadBalancer;
    readonly protocol: Listener["protocol"];
    /** Undefined for a new listener. */
    readonly listener?: Listener;
}

/** The settings of CreateListener, or those that UpdateListenerAttribute leaves a listener with. */
export function readSettings(cloud: Cloud, call: Call, subject: Subject): ListenerSettings {
    const { protocol, listener } = subject;
    const present = listener?.settings ?? STANDARD;
    refuseClientCertificates(call);
    refuseTlsParameters(call, protocol);
    const { parameters } = call;
    return {
        description: matching(parameters, "ListenerDescription", DESCRIPTION, present.description),
        serverGroupIds: readServerGroups(cloud, call, subject) ?? present.serverGroupIds,
        idleTimeout: numberWithin(parameters, "IdleTimeout", [1, 60], present.idleTimeout),
        requestTimeout: numberWithin(
            parameters,
            "RequestTimeout",
            [1, 180],
            present.requestTimeout,
        ),
        gzipEnabled: flag(call, "GzipEnabled") ?? present.gzipEnabled,
        http2Enabled: flag(call, "Http2Enabled") ?? present.http2Enabled,
        securityPolicyId: readSecurityPolicy(call, present.securityPolicyId),
        certificateIds: readCertificates(call, protocol, present.certificateIds),
        quicListenerId: readQuicListener(cloud, call, subject, present.quicListenerId),
        forwardedFor: readForwardedFor(call, protocol, present.forwardedFor),
    };
}

/** The server groups of the default action: of the ALB's VPC, with a protocol that the listener can speak. */
function readServerGroups(cloud: Cloud, call: Call, subject: Subject): string[] | undefined {
    const actions = objects(call, "DefaultActions");
    const [action] = actions;
    if (action === undefined) {
        return undefined;
    }
    if (actions.length > 1 || action.Type !== "ForwardGroup") {
        throw invalidParameter("DefaultActions", "It is one action of the type ForwardGroup.");
    }
    const config = action.ForwardGroupConfig as Fields | undefined;
    const tuples = (config?.ServerGroupTuples ?? []) as Fields[];
    const ids = tuples.map((tuple) => textOf(tuple, "ServerGroupId"));
    if (ids.length === 0) {
        throw missingParameter(call.product, "DefaultActions.ForwardGroupConfig");
    }
    if (ids.length > GROUPS_PER_ACTION || new Set(ids).size < ids.length) {
        throw invalidParameter("ServerGroupTuples");
    }
    for (const id of ids) {
        checkServerGroup(ownedServerGroup(cloud, call, id), subject);
    }
    return ids;
}

function checkServerGroup(
    serverGroup: ServerGroup,
    { loadBalancer: { vpcId, edition }, protocol }: Subject,
): void {
    if (serverGroup.status === "Deleting") {
        throw refusal("ResourceNotFound.ServerGroup", serverGroup.id);
    }
    if (serverGroup.vpcId !== vpcId) {
        throw refusal("Mismatch.VpcId", "VpcId", "LoadBalancer", "ServerGroup");
    }
    if (!GROUP_PROTOCOLS[protocol].includes(serverGroup.protocol)) {
        throw refusal(
            serverGroup.protocol === "gRPC"
                ? "OperationDenied.GRPCServerGroup"
                : "OperationDenied.ServerGroupProtocolNotSupport",
        );
    }
    if (serverGroup.protocol === "HTTPS" && edition === "Basic") {
        throw refusal("UnsupportedFeature.FullTraceHttps");
    }
    checkEdition(serverGroup.settings, edition);
}

function readSecurityPolicy(call: Call, present: string): string {
    const id = text(call, "SecurityPolicyId") ?? present;
    if (!SECURITY_POLICIES.includes(id)) {
        throw refusal("ResourceNotFound.SecurityPolicy", id);
    }
    return id;
}

/** There is no product to upload certificates to, so that any id of the right form is taken for an existing one. */
function readCertificates(
    call: Call,
    protocol: Listener["protocol"],
    present: readonly string[],
): readonly string[] {
    const named = objects(call, "Certificates").map((certificate) =>
        textOf(certificate, "CertificateId"),
    );
    const wrong = named.find((id) => !/^[\w-]+$/.test(id));
    if (wrong !== undefined) {
        throw refusal("ResourceNotFound.Certificate", wrong);
    }
    if (named.length > 1) {
        throw invalidParameter("Certificates", "A listener has one default certificate.");
    }
    const ids = named.length > 0 ? named : present;
    if (ids.length === 0 && protocol !== "HTTP") {
        throw missingParameter(call.product, "Certificates");
    }
    return ids;
}

/** An HTTPS listener can send its clients on to a QUIC listener of the same ALB that no other one uses. */
function readQuicListener(
    cloud: Cloud,
    call: Call,
    { loadBalancer, listener }: Subject,
    present: string,
): string {
    const fields = group(call, "QuicConfig");
    const isEnabled = fields.QuicUpgradeEnabled ?? present !== "";
    if (isEnabled !== true) {
        return "";
    }
    const id = textOf(fields, "QuicListenerId") || present;
    const siblings = listenersOf(cloud, loadBalancer);
    if (cloud.alb.listeners.ownedByHost(call, id)?.protocol !== "QUIC") {
        throw refusal("ResourceNotFound.Listener", id);
    }
    if (!siblings.some((sibling) => sibling.id === id)) {
        throw refusal("OperationDenied.CrossLoadBalancerQUICListener");
    }
    if (siblings.some((other) => other !== listener && other.settings.quicListenerId === id)) {
        throw refusal("ResourceAlreadyAssociated.Listener", id);
    }
    return id;
}

function readForwardedFor(
    call: Call,
    protocol: Listener["protocol"],
    present: ListenerSettings["forwardedFor"],
): ListenerSettings["forwardedFor"] {
    const fields = group(call, "XForwardedForConfig");
    for (const name of CLIENT_CERTIFICATE) {
        matching(fields, `${name}Alias`, ALIAS, "");
        if (fields[`${name}Enabled`] === true && protocol !== "HTTPS") {
            throw invalidParameter(`${name}Enabled`, "It is for HTTPS listeners.");
        }
    }
    oneOf(fields, "XForwardedForProcessingMode", PROCESSING_MODES, "append");
    return { ...present, ...(fields as Record<string, string | boolean>) };
}

/** Http2Enabled, SecurityPolicyId and QuicConfig are for HTTPS listeners, certificates for QUIC listeners too. */
function refuseTlsParameters({ parameters }: Call, protocol: Listener["protocol"]): void {
    const names = {
        HTTP: ["Http2Enabled", "SecurityPolicyId", "QuicConfig", "Certificates"],
        HTTPS: [],
        QUIC: ["Http2Enabled", "SecurityPolicyId", "QuicConfig"],
    }[protocol];
    const wrong = names.find((name) => isMeant(parameters[name]));
    if (wrong !== undefined) {
        throw invalidParameter(wrong, `It is not for ${protocol} listeners.`);
    }
}

/** A switch that is off says nothing: clients send it along for listeners of any protocol. */
function isMeant(value: Parameter | undefined): boolean {
    return typeof value === "object" && "QuicUpgradeEnabled" in value
        ? value.QuicUpgradeEnabled === true
        : value !== undefined && value !== false;
}

function refuseClientCertificates(call: Call): void {
    if (flag(call, "CaEnabled") === true || objects(call, "CaCertificates").length > 0) {
        throw refuse(
            "unsupportedParameter",
            "The emulator does not implement CaEnabled and CaCertificates: mutual authentication.",
        );
    }
}
