import { X509Certificate } from "node:crypto";

import { z } from "zod";

import { crossFieldRule, existingRule, type Rule, format, valueRule } from "./rule";
import { wholeNumber, oneOf } from "./values";
import { CheckProtocol } from "../../shared/types";

export const checkSeconds = wholeNumber(
    "connectivity.checkSeconds",
    "Time limit for traffic to arrive",
    [1, 300],
    {
        unit: " (seconds)",
        source: "CreateCommand of ECS: Timeout; the maximum is this package's own",
    },
);

export const httpStatus = wholeNumber(
    "connectivity.httpStatus",
    "Status of an HTTP response",
    [100, 599],
    {
        source: "HTTP: three digits, the first from 1 to 5",
    },
);

export const scriptId: Rule<string> = valueRule({
    id: "connectivity.scriptId",
    title: "Id of the endpoint and of the client of a connectivity check",
    prevents: "A script that runs something else on the client, as root.",
    source: "CreateVpcEndpoint: EndpointId; RunInstances: InstanceIdSet: letters, digits and hyphens",
    example: "ep-1\nreboot",
    allowed: (value) =>
        typeof value === "string" && /^[\w./:-]+$/.test(value)
            ? undefined
            : "Must be an id as the cloud assigns it, for instance ep-... or i-..., without blanks and line breaks.",
});

export const urlPath: Rule<string> = valueRule({
    id: "connectivity.urlPath",
    title: "Path that a connectivity check requests",
    prevents: "A request for another path than intended, or a script that does something else.",
    source: "HTTP: the path of a URL, without blanks and control characters",
    example: "healthy",
    allowed: (value) =>
        typeof value === "string" && /^\/[\x21-\x7e]*$/.test(value)
            ? undefined
            : 'Must be a path that begins with "/" and has only ASCII characters without blanks.',
});

export const domainName: Rule<string> = valueRule({
    id: "connectivity.domainName",
    title: "Domain of an endpoint",
    prevents:
        "A check of something that is not a domain name, or a script that does something else.",
    source: "CreateVpcEndpoint: EndpointDomain",
    example: "https://ep-1.example",
    allowed: (value) =>
        typeof value === "string" &&
        value.length <= 253 &&
        /^[a-z0-9_]([a-z0-9_-]*[a-z0-9])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9])?)+$/i.test(value)
            ? undefined
            : "Must be a domain name: labels of letters, digits and hyphens, separated by full stops.",
});

export const serverName: Rule<string> = valueRule({
    id: "connectivity.serverName",
    title: "Name that a certificate is verified for",
    prevents: "A check of a certificate for a name that no client uses.",
    source: "RFC 6125",
    example: "*.example",
    allowed: (value) =>
        typeof value === "string" && value.length <= 253 && SERVER_NAME.test(value)
            ? undefined
            : 'Must be the full name that clients use, for instance "orders.example", and not a wildcard.',
});

const SERVER_NAME = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/i;

/** The script of a check has to fit into a command of Cloud Assistant. */
const MOST_CHARACTERS = 8 * 1024;

/** The certificates in a PEM text, without what may stand between them. */
export function certificatesIn(pem: string): string[] {
    return (
        pem.match(/-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g) ?? []
    );
}

/** The message leaves the value out: it can be a private key. */
export const caCertificate: Rule<string> = {
    id: "connectivity.caCertificate",
    title: "Certificates of authorities, as PEM",
    prevents: "A check that trusts nobody, or a private key in a script.",
    source: "curl: --cacert; CreateCommand of ECS: CommandContent has at most 24 KB",
    example: "authority.pem",
    problem: (value) => {
        if (typeof value === "string" && value.includes("PRIVATE KEY")) {
            return "contains a private key. Set it to the certificate of the authority alone.";
        }
        const certificates = typeof value === "string" ? certificatesIn(value) : [];
        if (certificates.length === 0 || !certificates.every(isCertificate)) {
            return 'Must be the content of a PEM file with one or more certificates, each from "-----BEGIN CERTIFICATE-----" to "-----END CERTIFICATE-----".';
        }
        return certificates.join("\n").length > MOST_CHARACTERS
            ? "is larger than 8 KB. Include only the authorities that may have issued the certificate of the service."
            : undefined;
    },
};

function isCertificate(pem: string): boolean {
    try {
        return new X509Certificate(pem).subject !== "";
    } catch {
        return false;
    }
}

/** What the arguments of a check say about the certificate of the service. */
const TRUST_FACTS = z.object({
    protocol: z.string(),
    hasServerName: z.boolean(),
    hasCaCertificate: z.boolean(),
});

const WITHOUT_CERTIFICATE: readonly string[] = [CheckProtocol.Http, CheckProtocol.Tcp];

export const serverNameForHttps = crossFieldRule({
    id: "connectivity.serverNameForHttps",
    facts: TRUST_FACTS,
    title: "Name of a certificate, for a check over TLS",
    prevents: "A check that passes without the certificate that it was to verify.",
    source: "curl: only https has a certificate",
    example: { protocol: "http", hasServerName: true, hasCaCertificate: false },
    problem: ({ protocol, hasServerName }) =>
        hasServerName && WITHOUT_CERTIFICATE.includes(protocol)
            ? `is set for the protocol "${protocol}", which has no certificate. Set protocol to "https", or remove it.`
            : undefined,
});

export const caCertificateForName = crossFieldRule({
    id: "connectivity.caCertificateForName",
    facts: TRUST_FACTS,
    title: "Authorities of a check, together with a name",
    prevents: "A check that passes without the certificate that it was to verify.",
    source: "a certificate is verified for a name",
    example: { protocol: "https", hasServerName: false, hasCaCertificate: true },
    problem: ({ hasServerName, hasCaCertificate }) =>
        hasCaCertificate && !hasServerName
            ? "is set without serverName, so that no certificate is verified. Set serverName to the name that clients use."
            : undefined,
});

export const seenEndpointOfHttp = crossFieldRule({
    id: "connectivity.seenEndpointOfHttp",
    facts: z.object({ protocol: z.string(), consumerIdentity: z.boolean() }),
    title: "Identity that a backend saw, in an HTTP response",
    prevents: "A check that passes without the identity that it was to verify.",
    source: "a header of the response says it; a connection alone has none",
    example: { protocol: "tcp", consumerIdentity: true },
    problem: ({ protocol, consumerIdentity }) =>
        consumerIdentity && protocol === CheckProtocol.Tcp
            ? 'is true for the protocol "tcp", which makes only a connection and gets no answer. Set protocol to "http" or "https", or remove it.'
            : undefined,
});

/** What the cloud returns for the instance that runs a check. */
const CLIENT_FACTS = z.object({
    instanceId: z.string(),
    /** `Running`, `Stopped`, ...; empty if the account has no such instance in the region. */
    status: z.string(),
    /** Empty if it is not known. */
    vpcId: z.string(),
    /** Empty if it is not known. */
    endpointVpcId: z.string(),
    hasCloudAssistant: z.boolean(),
});

const CLIENT = {
    instanceId: "i-1",
    status: "Running",
    vpcId: "vpc-1",
    endpointVpcId: "vpc-1",
    hasCloudAssistant: true,
};

export const clientRunning = crossFieldRule({
    id: "connectivity.clientRunning",
    facts: CLIENT_FACTS,
    title: "The client of a check is running",
    prevents: "A minute's wait for a command that an instance cannot run.",
    source: "InvokeCommand of ECS: InstanceNotRunning",
    lookup: "ecs.getInstances",
    example: { ...CLIENT, status: "Stopped" },
    problem: ({ instanceId, status }) => {
        if (status === "") {
            return `found ${format(instanceId)}, but the account has no such instance in this region. Use an instance of the consumer.`;
        }
        return status === "Running"
            ? undefined
            : `instance ${instanceId} is ${status}. Start it, because the check runs on it.`;
    },
});

export const endpointFound = existingRule({
    id: "connectivity.endpointFound",
    property: "endpointId",
    noun: "endpoint",
    title: "An endpoint that exists",
    prevents: "A check that cannot look up the endpoint's zones.",
    source: "ListVpcEndpointZones: EndpointNotFound",
    lookup: "privatelink.getVpcEndpoints",
    example: { endpointId: "ep-1", exists: false },
});

export const clientInVpc = crossFieldRule({
    id: "connectivity.clientInVpc",
    facts: CLIENT_FACTS,
    title: "The client of a check is in the endpoint's VPC",
    prevents: "A check that cannot reach the endpoint even if both sides are right.",
    source: "CreateVpcEndpoint: VpcId; a VPC's addresses are its own",
    lookup: "ecs.getInstances, privatelink.getVpcEndpoints",
    example: { ...CLIENT, vpcId: "vpc-2" },
    problem: ({ instanceId, vpcId, endpointVpcId }) =>
        vpcId === "" || endpointVpcId === "" || vpcId === endpointVpcId
            ? undefined
            : `instance ${instanceId} is in ${vpcId}, but the endpoint is in ${endpointVpcId}. Use a client in the endpoint's VPC.`,
});

export const clientHasCloudAssistant = crossFieldRule({
    id: "connectivity.clientHasCloudAssistant",
    facts: CLIENT_FACTS,
    title: "The client of a check has Cloud Assistant",
    prevents: "A minute's wait for a command that an instance cannot run.",
    source: "DescribeCloudAssistantStatus of ECS: CloudAssistantStatus; InvokeCommand: ClientNotRunning",
    lookup: "DescribeCloudAssistantStatus",
    example: { ...CLIENT, hasCloudAssistant: false },
    problem: ({ instanceId, status, hasCloudAssistant }) =>
        status !== "Running" || hasCloudAssistant
            ? undefined
            : `Cloud Assistant does not run on instance ${instanceId}. Install its agent, or wait until it has started.`,
});

export const checkProtocol = oneOf(
    "connectivity.checkProtocol",
    "Protocol of a check",
    CheckProtocol,
    "curl",
);
