import type { Call } from "../../call";
import type { Cloud } from "../../cloud";
import { flagOf, group } from "../../fields";
import { refuse } from "../../invented";
import { flag, refuseParameters, text, texts } from "../../parameters";
import { refusal } from "./errors";
import { ownedServerGroup } from "./lookups";
import { DESCRIPTION, matching, numberWithin, oneOf } from "./parameters";
import type {
    Listener,
    ListenerSettings,
    NetworkLoadBalancer,
    ProxyProtocolIds,
    ServerGroup,
} from "./state";

/** The system's own; there is no action here to make others with. */
const SECURITY_POLICIES = [
    "tls_cipher_policy_1_0",
    "tls_cipher_policy_1_1",
    "tls_cipher_policy_1_2",
    "tls_cipher_policy_1_2_strict",
    "tls_cipher_policy_1_2_strict_with_1_3",
];
const ALPN_POLICIES = ["HTTP1Only", "HTTP2Only", "HTTP2Optional", "HTTP2Preferred"];
/** IdleTimeout in seconds: smallest, largest and what CreateListener fills in. */
const IDLE_TIMEOUTS: Readonly<Record<Listener["protocol"], readonly [number, number, number]>> = {
    TCP: [10, 900, 900],
    TCPSSL: [10, 900, 900],
    UDP: [10, 20, 20],
};
const GROUP_PROTOCOLS: Readonly<Record<Listener["protocol"], readonly ServerGroup["protocol"][]>> =
    {
        TCP: ["TCP", "TCP_UDP"],
        UDP: ["UDP", "TCP_UDP"],
        TCPSSL: ["TCP"],
    };

/** The listener that is created or changed. */
interface Subject {
    readonly loadBalancer: NetworkLoadBalancer;
    readonly protocol: Listener["protocol"];
    readonly isRange: boolean;
    /** Undefined for a new listener. */
    readonly present?: ListenerSettings;
}

function standard(protocol: Listener["protocol"]): ListenerSettings {
    return {
        description: "",
        serverGroupId: "",
        idleTimeout: IDLE_TIMEOUTS[protocol][2],
        connectionsPerSecond: 0,
        maximumSegmentSize: 0,
        proxyProtocolEnabled: false,
        proxyProtocolIds: { vpcId: false, endpointId: false, serviceId: false },
        securityPolicyId: "tls_cipher_policy_1_0",
        certificateIds: [],
        alpnEnabled: false,
        alpnPolicy: "",
    };
}

/** The settings of CreateListener, or those that UpdateListenerAttribute leaves a listener with. */
export function readSettings(cloud: Cloud, call: Call, subject: Subject): ListenerSettings {
    refuseParameters(call, ["SecSensorEnabled"], { SecSensorEnabled: false });
    const { protocol, present = standard(protocol) } = subject;
    const { parameters } = call;
    const [shortest, longest] = IDLE_TIMEOUTS[protocol];
    return {
        description: matching(
            parameters,
            "ListenerDescription",
            DESCRIPTION,
            present.description,
            "IllegalParam.ListenerDescription",
        ),
        serverGroupId: readServerGroup(cloud, call, subject),
        idleTimeout: numberWithin(
            parameters,
            "IdleTimeout",
            [shortest, longest],
            present.idleTimeout,
            "IllegalParam.IdleTimeout",
        ),
        connectionsPerSecond: numberWithin(
            parameters,
            "Cps",
            [0, 1_000_000],
            present.connectionsPerSecond,
        ),
        maximumSegmentSize: numberWithin(parameters, "Mss", [0, 1500], present.maximumSegmentSize),
        proxyProtocolEnabled: flag(call, "ProxyProtocolEnabled") ?? present.proxyProtocolEnabled,
        proxyProtocolIds: readProxyProtocolIds(call, present.proxyProtocolIds),
        ...readTls(call, protocol, present),
    };
}

function readProxyProtocolIds(call: Call, present: ProxyProtocolIds): ProxyProtocolIds {
    const fields = group(call, "ProxyProtocolV2Config");
    return {
        vpcId: flagOf(fields, "Ppv2VpcIdEnabled", present.vpcId),
        endpointId: flagOf(fields, "Ppv2PrivateLinkEpIdEnabled", present.endpointId),
        serviceId: flagOf(fields, "Ppv2PrivateLinkEpsIdEnabled", present.serviceId),
    };
}

/** A group of the NLB's VPC whose servers understand what the listener passes on. */
function readServerGroup(
    cloud: Cloud,
    call: Call,
    { loadBalancer, protocol, isRange, present }: Subject,
): string {
    const id = text(call, "ServerGroupId") ?? present?.serverGroupId;
    if (id === undefined) {
        throw refusal("MissingParam.ServerGroupId");
    }
    const serverGroup = ownedServerGroup(cloud, call, id);
    if (serverGroup.status === "Deleting") {
        throw refusal("ResourceNotFound.serverGroup");
    }
    if (serverGroup.vpcId !== loadBalancer.vpcId) {
        throw refusal("Mismatch.VpcId", loadBalancer.id, id);
    }
    if (!GROUP_PROTOCOLS[protocol].includes(serverGroup.protocol)) {
        throw refusal("Mismatch.Protocol", protocol, serverGroup.protocol);
    }
    if (protocol === "TCPSSL" && serverGroup.settings.preserveClientIpEnabled) {
        throw refusal("IllegalParam.PreserveClientIpSwitch");
    }
    if (isRange !== serverGroup.anyPortEnabled) {
        throw refusal(
            isRange
                ? "IllegalParam.AnyPortListenerConflictWithNonAnyPortServerGroup"
                : "IllegalParam.NonAnyPortListenerConflictWithAnyPortServerGroup",
        );
    }
    return id;
}

type TlsSettings = Pick<
    ListenerSettings,
    "securityPolicyId" | "certificateIds" | "alpnEnabled" | "alpnPolicy"
>;

/** There is no product to upload certificates to, so that any id of the right form is taken for an existing one. */
function readTls(call: Call, protocol: Listener["protocol"], present: TlsSettings): TlsSettings {
    if (flag(call, "CaEnabled") === true || texts(call, "CaCertificateIds").length > 0) {
        throw refuse(
            "unsupportedParameter",
            "The emulator does not implement CaEnabled and CaCertificateIds: mutual authentication.",
        );
    }
    const { securityPolicyId, alpnPolicy } = present;
    const policy = text(call, "SecurityPolicyId") ?? securityPolicyId;
    if (!SECURITY_POLICIES.includes(policy)) {
        throw refusal("ResourceNotFound.securitypolicy");
    }
    const named = texts(call, "CertificateIds");
    const certificateIds = named.length > 0 ? named : present.certificateIds;
    const wrong = certificateIds.find((id) => !/^[\w-]+$/.test(id));
    if (wrong !== undefined) {
        throw refusal("ResourceNotFound.Certificate", wrong);
    }
    if (protocol === "TCPSSL" && certificateIds.length === 0) {
        throw refusal("MissingParam.Certificate");
    }
    const alpnEnabled = flag(call, "AlpnEnabled") ?? present.alpnEnabled;
    return {
        securityPolicyId: policy,
        certificateIds,
        alpnEnabled,
        alpnPolicy: alpnEnabled
            ? oneOf(call.parameters, "AlpnPolicy", ALPN_POLICIES, alpnPolicy)
            : "",
    };
}
