import type { Parameter } from "../call";
import type { Need } from "./policy";

/** The part of a call, or of its record, that decides which permission it needs. */
export interface NeedingCall {
    readonly product: string;
    readonly action: string;
    readonly accountId: string;
    readonly regionId: string;
    readonly parameters: Readonly<Record<string, Parameter>>;
}

/**
 * Actions that need no permission. GetCallerIdentity by its reference; Location answers addresses only, and
 * has no code in RAM.
 */
const FREE = /^(sts:GetCallerIdentity|location:.*)$/;

/** The codes in RAM that differ from the products' names. */
const CODES: Readonly<Record<string, string>> = { bssopenapi: "bssapi" };

/** The name that RAM has for a call. */
export function ramAction({ product, action }: Pick<NeedingCall, "product" | "action">): string {
    return `${CODES[product] ?? product}:${action}`;
}

/**
 * What a call needs permission for: its action, for each of the resources that the RAM table of the action names.
 * Empty if it needs none.
 */
export function needsOf(call: NeedingCall): Need[] {
    const action = ramAction(call);
    if (FREE.test(action)) {
        return [];
    }
    const resources = resourcesOf(call);
    return resources === undefined
        ? [{ action }]
        : resources.map((resource) => ({ action, resource }));
}

/** Undefined where the documents that were read do not say it: most actions of VPC, ECS, ALB, NLB and PrivateZone. */
function resourcesOf(call: NeedingCall): string[] | undefined {
    switch (call.product) {
        case "privatelink":
            return resourcesOfPrivateLink(call);
        case "slb":
            return arns(call, "slb", "loadbalancer", "LoadBalancerId");
        case "ecs":
            return /^(Run|Invoke)Command$/.test(call.action)
                ? [
                      ...arns(call, "ecs", "instance", "InstanceId"),
                      ...arns(call, "ecs", "command", "CommandId"),
                  ]
                : undefined;
        case "quotas": {
            const code = texts(call.parameters.ProductCode)[0] ?? "*";
            return [arn(call, "quotas", `quota/${code}/*`)];
        }
        case "ram": {
            const name = texts(call.parameters.UserName)[0] ?? "*";
            return [`acs:ram:*:${call.accountId}:user/${name}`];
        }
        case "sts":
            return texts(call.parameters.RoleArn);
        default:
            return undefined;
    }
}

/** About the account, not about an endpoint or a service. */
const OF_THE_ACCOUNT =
    /^(OpenPrivateLinkService|CheckProductOpen|DescribeRegions|DescribeZones|ListVpcEndpointServicesByEndUser)$/;

/** By the tables of the actions' references; actions without one there follow the same two ARNs. */
function resourcesOfPrivateLink(call: NeedingCall): string[] | undefined {
    const { action } = call;
    if (OF_THE_ACCOUNT.test(action)) {
        return undefined;
    }
    if (/(TagResources|^ChangeResourceGroup)$/i.test(action)) {
        const ids = texts(call.parameters.ResourceId);
        const kinds = new Set(ids.map((id) => (id.startsWith("epsrv-") ? SERVICE : ENDPOINT)));
        return ids.length === 0
            ? [SERVICE, ENDPOINT].map((kind) => arn(call, "privatelink", `${kind}/*`))
            : [...kinds].flatMap((kind) =>
                  ids
                      .filter((id) => id.startsWith("epsrv-") === (kind === SERVICE))
                      .map((id) => arn(call, "privatelink", `${kind}/${id}`)),
              );
    }
    if (action === "CreateVpcEndpoint") {
        return [
            arn(call, "privatelink", `${ENDPOINT}/*`),
            ...arns(call, "vpc", "vpc", "VpcId"),
            ...texts(call.parameters.Zone, "VSwitchId").map((id) =>
                arn(call, "vpc", `vswitch/${id}`),
            ),
            ...securityGroups(call),
        ];
    }
    if (/VpcEndpoint(Service|Connection|ZoneConnection)/.test(action)) {
        return [...arns(call, "privatelink", SERVICE, "ServiceId"), ...loadBalancers(call)];
    }
    return [...arns(call, "privatelink", ENDPOINT, "EndpointId"), ...securityGroups(call)];
}

const SERVICE = "vpcendpointservice";
const ENDPOINT = "vpcendpoint";

function securityGroups(call: NeedingCall): string[] {
    return texts(call.parameters.SecurityGroupId).map((id) =>
        arn(call, "ecs", `securitygroup/${id}`),
    );
}

/** Of one that is attached or detached, or of those that a new service begins with. */
function loadBalancers(call: NeedingCall): string[] {
    const ids = /(Attach|Detach)Resource/.test(call.action)
        ? texts(call.parameters.ResourceId)
        : texts(call.parameters.Resource, "ResourceId");
    return ids.map((id) => arn(call, productOf(id), `loadbalancer/${id}`));
}

/** By the id: `lb-` of CLB, `alb-`, `nlb-`, `gwlb-`. */
function productOf(loadBalancerId: string): string {
    return /^(alb|nlb|gwlb)-/.exec(loadBalancerId)?.[1] ?? "slb";
}

/** The ARNs of the resources that a parameter names, or that of any if it names none. */
function arns(call: NeedingCall, product: string, kind: string, parameter: string): string[] {
    const ids = texts(call.parameters[parameter]);
    return (ids.length === 0 ? ["*"] : ids).map((id) => arn(call, product, `${kind}/${id}`));
}

function arn({ regionId, accountId }: NeedingCall, product: string, resource: string): string {
    return `acs:${product}:${regionId}:${accountId}:${resource}`;
}

/** The texts of a parameter, one or a list, or of a field of each member. */
function texts(parameter: Parameter | undefined, field?: string): string[] {
    return [parameter ?? []].flat().flatMap((each) => {
        const value = field === undefined ? each : (each as Record<string, Parameter>)[field];
        return typeof value === "string" && value !== "" ? [value] : [];
    });
}
