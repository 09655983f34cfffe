import { REGION_ID } from "../../shared/regionId";
import { type Rule, valueRule } from "./rule";
import { isDeferred } from "./values";

const LETTER = "\\p{Script=Latin}\\p{Script=Han}";

/** A text that must match a pattern. */
function text(
    id: string,
    title: string,
    pattern: RegExp,
    { allowed, source, example = "a b" }: { allowed: string; source: string; example?: string },
): Rule<string> {
    return valueRule({
        id,
        title,
        prevents: "A call that the cloud refuses in the middle of an update.",
        source,
        example,
        allowed: (value) =>
            typeof value === "string" && pattern.test(value) ? undefined : allowed,
    });
}

export const resourceName = text(
    "names.resourceName",
    "Name of an endpoint and its security group",
    new RegExp(`^[${LETTER}][${LETTER}\\d_-]{1,127}$`, "u"),
    {
        allowed:
            "Must be 2 to 128 letters, digits, hyphens and underscores, and start with a letter.",
        source: "CreateVpcEndpoint: EndpointName",
        example: "1st-endpoint",
    },
);

export const description = text(
    "names.description",
    "Description of an endpoint or an endpoint service",
    /^(?!https?:\/\/)[\s\S]{2,256}$/u,
    {
        allowed: "Must be 2 to 256 characters, and not start with http:// or https://.",
        source: "CreateVpcEndpoint: EndpointDescription; CreateVpcEndpointService: ServiceDescription",
        example: "https://wiki/orders",
    },
);

export const clbName = text(
    "names.clbName",
    "Name of a CLB",
    new RegExp(`^[${LETTER}][${LETTER}\\d._-]{0,79}$`, "u"),
    {
        allowed:
            'Must be 1 to 80 letters, digits and the characters ".", "_" and "-", and start with a letter.',
        source: "CreateLoadBalancer of CLB: LoadBalancerName",
    },
);

export const albName = text(
    "names.albName",
    "Name of an ALB and its server group",
    new RegExp(`^[${LETTER}][${LETTER}\\d._-]{1,127}$`, "u"),
    {
        allowed:
            'Must be 2 to 128 letters, digits and the characters ".", "_" and "-", and start with a letter.',
        source: "CreateLoadBalancer and CreateServerGroup of ALB: LoadBalancerName, ServerGroupName",
    },
);

export const clbListenerDescription = text(
    "names.clbListenerDescription",
    "Description of a CLB listener",
    /^[\p{L}\d/._-]{1,80}$/u,
    {
        allowed: 'Must be 1 to 80 letters, digits and the characters "-", "/", "." and "_".',
        source: "CreateLoadBalancerHTTPListener: Description; 80 in the provider, 256 in the API",
        example: "the orders",
    },
);

export const albListenerDescription = text(
    "names.albListenerDescription",
    "Description of an ALB listener",
    /^[\p{L}\d/._-]{2,256}$/u,
    {
        allowed: 'Must be 2 to 256 letters, digits and the characters "-", "/", "." and "_".',
        source: "CreateListener of ALB: ListenerDescription",
    },
);

export const serviceName = text(
    "names.serviceName",
    "Name of an endpoint service",
    // The names of Alibaba Cloud's own services have many forms, such as com.aliyuncs.dashscope.
    /^com\.aliyuncs\.(privatelink\.[a-z0-9-]+\.[a-z0-9-]+|(?!privatelink\b)(?!.*\bepsrv-)[a-z0-9-]+(\.[a-z0-9-]+)*)$/,
    {
        allowed:
            "Must have the form com.aliyuncs.privatelink.<region>.<service id>, or be the name of a service of Alibaba Cloud itself, which begins with com.aliyuncs, without blanks around it.",
        source: "CreateVpcEndpointService: ServiceName in the answer; endpoints of Alibaba Cloud's services: com.aliyuncs.dashscope",
        example: "epsrv-1",
    },
);

export const regionId = text("names.regionId", "Id of a region", REGION_ID, {
    allowed: "Must be the id of a region, for instance eu-central-1, without blanks around it.",
    source: "DescribeRegions: RegionId",
    example: "Frankfurt",
});

export const healthCheckPath = text(
    "names.healthCheckPath",
    "Path of a CLB's health check",
    /^\/[A-Za-z\d_\-/.%?#&=]{0,79}$/,
    {
        allowed:
            'Must be 1 to 80 letters, digits and the characters "-_/.%?#&=", and start with a slash.',
        source: "CreateLoadBalancerHTTPListener of CLB: HealthCheckURI",
        example: "health",
    },
);

export const albHealthCheckPath = text(
    "names.albHealthCheckPath",
    "Path of an ALB's health check",
    /^\/[A-Za-z\d_\-/.%?#&=~;!()*[\]@$^:',+]{0,79}$/,
    {
        allowed: `Must be 1 to 80 letters, digits and the characters "-_/.%?#&=~;!()*[]@$^:',+", and start with a slash.`,
        source: "CreateServerGroup of ALB: HealthCheckPath",
        example: "health",
    },
);

export const healthCheckDomain = text(
    "names.healthCheckDomain",
    "Host name of a CLB's health check",
    /^(\$_ip|[A-Za-z\d.-]{1,80})$/,
    {
        allowed:
            'Must be 1 to 80 letters, digits and the characters "-" and ".", or "$_ip" for the address of the server.',
        source: "CreateLoadBalancerHTTPListener of CLB: HealthCheckDomain",
        example: "orders example",
    },
);

/** The document allows lower case only, but the provider's acceptance tests also pass with capitals. */
export const healthCheckHost = text(
    "names.healthCheckHost",
    "Host name of an ALB's health check",
    /^(\$SERVER_IP|(?=.{1,80}$)([A-Za-z\d]([A-Za-z\d-]*[A-Za-z\d])?\.)+[A-Za-z]+)$/,
    {
        allowed:
            'Must be a host name of 1 to 80 letters, digits and hyphens with at least one full stop and only letters after the last one, for instance www.example.com; or "$SERVER_IP" for the address of the server.',
        source: "CreateServerGroup of ALB: HealthCheckHost",
        example: "orders",
    },
);

export const cookie = text(
    "names.cookie",
    "An application's own cookie",
    /^(?!\$)(?!.*[,;])[!-~]{1,200}$/,
    {
        allowed:
            'Must be 1 to 200 ASCII characters without blanks, "," and ";", and not start with "$".',
        source: "CreateServerGroup of ALB: StickySessionConfig.Cookie",
        example: "$session",
    },
);

export const healthCheckCodes = text(
    "names.healthCheckCodes",
    "HTTP codes that a CLB considers healthy",
    /^http_[2-5]xx(,http_[2-5]xx){0,3}$/,
    {
        allowed:
            'Must be one or more of "http_2xx", "http_3xx", "http_4xx" and "http_5xx", separated by commas.',
        source: "CreateLoadBalancerHTTPListener of CLB: HealthCheckHttpCode",
        example: "200",
    },
);

const LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
const CERTIFICATE_NAME = new RegExp(`^(\\*|${LABEL})(\\.${LABEL})+$`, "i");

function isCertificateName(name: unknown): boolean {
    return typeof name === "string" && name.length <= 253 && CERTIFICATE_NAME.test(name);
}

export const certificateNames: Rule<readonly string[]> = valueRule({
    id: "names.certificateNames",
    title: "Names that a service's certificate is for",
    prevents: "A consumer that creates a name for which the certificate is not valid.",
    source: "hostNames of EndpointServiceOffer; RFC 6125",
    example: ["https://orders.example"],
    allowed: (names) =>
        Array.isArray(names) &&
        names.length > 0 &&
        names.every((name) => isDeferred(name) || isCertificateName(name))
            ? undefined
            : 'Must list at least one full name of letters, digits and hyphens, for instance "orders.example" or "*.example".',
});
