import { format, type Rule } from "./rule";

/** How ids of a kind of resource begin, as the examples in the API's documents do. */
const PREFIXES = {
    "a VPC": ["vpc-"],
    "a vSwitch": ["vsw-"],
    "a security group": ["sg-"],
    "an ECS instance": ["i-"],
    "a network interface": ["eni-"],
    "a container group": ["eci-"],
    "a load balancer": [],
    "a CLB": ["lb-"],
    "an ALB": ["alb-"],
    "an NLB": ["nlb-"],
    "a GWLB": ["gwlb-"],
    "a server": [],
    "a server group": ["sgp-", "rsp-"],
    "an endpoint service": ["epsrv-"],
    "an endpoint": ["ep-"],
    "a resource group": ["rg-"],
} satisfies Readonly<Record<string, readonly string[]>>;
type Kind = keyof typeof PREFIXES;

const KINDS = Object.keys(PREFIXES) as Kind[];

/** A rule about ids, which is less strict for those that come from a resource. */
interface IdRule<T> extends Rule<T> {
    readonly problemFromResource: (value: T) => string | undefined;
}

interface IdFacts extends Pick<Rule<string>, "source"> {
    readonly id: string;
    readonly title: string;
    /** What is meant; the first names it in the message. */
    readonly kinds: readonly [Kind, ...Kind[]];
    /** Whether there are also ids that begin otherwise, such as old ones of CLBs. */
    readonly others?: boolean;
}

/**
 * The id of a resource. A plain one must begin as ids of its kind do. One that comes from a resource only must not
 * be that of another kind: a unit test's mocks make ids up.
 */
function idRule({ kinds, others = false, ...rule }: IdFacts): IdRule<string> {
    const own = kinds.flatMap((kind) => PREFIXES[kind]);
    const begins = others ? "" : `, which begins with "${own.join('" or "')}"`;
    const problem = (value: string, isFromResource: boolean): string | undefined => {
        if (typeof value !== "string" || value.trim() === "") {
            // Other rules report it.
            return undefined;
        }
        if (value !== value.trim()) {
            return `found ${format(value)}. Remove the blanks around the id.`;
        }
        if (own.some((prefix) => value.startsWith(prefix))) {
            return undefined;
        }
        const kind = kindOf(value);
        const requirement = `Must be the id of ${kinds[0]}${begins}.`;
        if (kind !== undefined) {
            return `found ${format(value)}, which is the id of ${kind}. ${requirement}`;
        }
        return others || isFromResource ? undefined : `found ${format(value)}. ${requirement}`;
    };
    return {
        ...rule,
        prevents: "A call that the cloud refuses in the middle of an update.",
        example: PREFIXES[KINDS.find((kind) => !kinds.includes(kind)) ?? "a VPC"][0] + "1",
        problem: (value) => problem(value, false),
        problemFromResource: (value) => problem(value, true),
    };
}

/** The kind of resource that an id is of. Names that mocks make up have more hyphens or none. */
function kindOf(id: string): Kind | undefined {
    return KINDS.find((kind) =>
        PREFIXES[kind].some(
            (prefix) => id.startsWith(prefix) && /^[a-z0-9]+$/.test(id.slice(prefix.length)),
        ),
    );
}

/** The rule for each id of a list. */
function ofEach(id: string, title: string, rule: IdRule<string>): IdRule<string[]> {
    const first = (
        ids: readonly string[],
        problem: (value: string) => string | undefined,
    ): string | undefined =>
        (Array.isArray(ids) ? (ids as readonly string[]) : []).map(problem).find((each) => each);
    return {
        ...rule,
        id,
        title,
        example: [rule.example],
        problem: (ids) => first(ids, (each) => rule.problem(each)),
        problemFromResource: (ids) => first(ids, rule.problemFromResource),
    };
}

export const vpcId = idRule({
    id: "ids.vpcId",
    title: "Id of a VPC",
    kinds: ["a VPC"],
    source: "CreateVpcEndpoint: VpcId",
});

export const vpcIds = ofEach("ids.vpcIds", "Ids of VPCs", vpcId);

export const vswitchId = idRule({
    id: "ids.vswitchId",
    title: "Id of a vSwitch",
    kinds: ["a vSwitch"],
    source: "AddZoneToVpcEndpoint: VSwitchId",
});

const securityGroupId = idRule({
    id: "ids.securityGroupId",
    title: "Id of a security group",
    kinds: ["a security group"],
    source: "CreateVpcEndpoint: SecurityGroupId",
});

export const idsOfSecurityGroups = ofEach(
    "ids.idsOfSecurityGroups",
    "Ids of security groups",
    securityGroupId,
);

export const serviceId = idRule({
    id: "ids.serviceId",
    title: "Id of an endpoint service",
    kinds: ["an endpoint service"],
    source: "CreateVpcEndpoint: ServiceId",
});

export const endpointId = idRule({
    id: "ids.endpointId",
    title: "Id of an endpoint",
    kinds: ["an endpoint"],
    source: "EnableVpcEndpointConnection: EndpointId",
});

export const clientInstanceId = idRule({
    id: "ids.clientInstanceId",
    title: "Id of the client of a connectivity check",
    kinds: ["an ECS instance"],
    source: "RunCommand of ECS: InstanceId",
});

export const serverId = idRule({
    id: "ids.serverId",
    title: "Id of a server behind a load balancer",
    kinds: ["a server", "an ECS instance", "a network interface", "a container group"],
    others: true,
    source: "AddBackendServers of CLB and AddServersToServerGroup of ALB and NLB: ServerId",
});

export const networkInterfaceId = idRule({
    id: "ids.networkInterfaceId",
    title: "Id of a network interface",
    kinds: ["a network interface"],
    source: "AddServersToServerGroup of NLB: ServerId",
});

/** Old CLBs have ids such as 15215f4bb8a-cn-hangzhou-dg-a01. */
export const clbId = idRule({
    id: "ids.clbId",
    title: "Id of a CLB",
    kinds: ["a CLB"],
    others: true,
    source: "DescribeLoadBalancers of CLB: LoadBalancerId",
});

export const albId = idRule({
    id: "ids.albId",
    title: "Id of an ALB",
    kinds: ["an ALB"],
    source: "GetLoadBalancerAttribute of ALB: LoadBalancerId",
});

export const nlbId = idRule({
    id: "ids.nlbId",
    title: "Id of an NLB",
    kinds: ["an NLB"],
    source: "GetLoadBalancerAttribute of NLB: LoadBalancerId",
});

export const loadBalancerId = idRule({
    id: "ids.loadBalancerId",
    title: "Id of a load balancer of any kind",
    kinds: ["a load balancer", "a CLB", "an ALB", "an NLB", "a GWLB"],
    others: true,
    source: "AttachResourceToVpcEndpointService: ResourceId",
});

export const resourceGroupId = idRule({
    id: "ids.resourceGroupId",
    title: "Id of a resource group",
    kinds: ["a resource group"],
    others: true,
    source: "CreateVpcEndpoint: ResourceGroupId",
});
