import { z } from "zod";

import { crossFieldRule, type Rule, format, valueRule } from "./rule";
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
