/** When a run is killed: before or after the cloud does what a call asks for, and in both cases before the answer. */
export interface Moment {
    readonly action: string;
    /** Which call of the action: the first where it is not given. */
    readonly count?: number;
    readonly when: "before" | "after";
}

/** The moments of each stack of each scenario, and which of them every CI run goes through. */
export interface KilledStack {
    readonly scenario: string;
    readonly stack: string;
    readonly moments: readonly Moment[];
}

const after = (action: string, count?: number): Moment => ({ action, count, when: "after" });
const before = (action: string, count?: number): Moment => ({ action, count, when: "before" });

const ACCEPTED = [before("EnableVpcEndpointConnection"), after("EnableVpcEndpointConnection")];
const CHECKED = [after("CreateCommand"), after("InvokeCommand")];

export const KILLED_STACKS: readonly KilledStack[] = [
    {
        scenario: "same-account",
        stack: "provider",
        moments: [
            before("CreateVpc"),
            after("CreateVpc"),
            after("CreateVSwitch"),
            after("CreateSecurityGroup"),
            after("AuthorizeSecurityGroup"),
            after("RunInstances"),
            after("RunInstances", 2),
            after("CreateLoadBalancer"),
            after("CreateLoadBalancerTCPListener"),
            before("StartLoadBalancerListener"),
            after("AddBackendServers"),
            after("CreateVpcEndpointService"),
            before("UpdateVpcEndpointServiceAttribute"),
            after("AttachResourceToVpcEndpointService"),
        ],
    },
    {
        scenario: "same-account",
        stack: "consumer",
        moments: [
            after("CreateSecurityGroup"),
            after("CreateSecurityGroup", 2),
            after("AuthorizeSecurityGroup"),
            after("RunInstances"),
            after("CreateVpcEndpoint"),
            after("AddZoneToVpcEndpoint"),
        ],
    },
    { scenario: "same-account", stack: "connection", moments: ACCEPTED },
    { scenario: "same-account", stack: "check", moments: CHECKED },
    {
        scenario: "cross-account",
        stack: "provider",
        moments: [
            after("AddUserToVpcEndpointService"),
            before("AddUserToVpcEndpointService"),
            after("CreateLoadBalancerTCPListener"),
            after("AttachResourceToVpcEndpointService"),
        ],
    },
    {
        scenario: "cross-account",
        stack: "consumer",
        moments: [after("CreateVpc"), after("CreateVpcEndpoint"), after("AddZoneToVpcEndpoint")],
    },
    { scenario: "cross-account", stack: "connection", moments: ACCEPTED },
    { scenario: "cross-account", stack: "check", moments: CHECKED },
    {
        scenario: "alb",
        stack: "provider",
        moments: [
            after("CreateVSwitch", 2),
            after("CreateLoadBalancer"),
            after("CreateServerGroup"),
            before("AddServersToServerGroup"),
            after("AddServersToServerGroup"),
            after("CreateListener"),
            after("AttachResourceToVpcEndpointService"),
            after("AttachResourceToVpcEndpointService", 2),
        ],
    },
    {
        scenario: "alb",
        stack: "consumer",
        moments: [
            after("CreateVpcEndpoint"),
            after("AddZoneToVpcEndpoint"),
            after("AddZoneToVpcEndpoint", 2),
        ],
    },
    { scenario: "alb", stack: "connection", moments: ACCEPTED },
    { scenario: "alb", stack: "check", moments: CHECKED },
    {
        scenario: "nlb",
        stack: "provider",
        moments: [
            after("CreateLoadBalancer"),
            after("CreateServerGroup"),
            before("AddServersToServerGroup"),
            after("AddServersToServerGroup", 2),
            after("CreateListener"),
            after("AttachResourceToVpcEndpointService", 2),
        ],
    },
    { scenario: "nlb", stack: "consumer", moments: [after("CreateVpcEndpoint")] },
    { scenario: "nlb", stack: "connection", moments: ACCEPTED },
    { scenario: "nlb", stack: "check", moments: CHECKED },
];

export function titleOf({ action, count = 1, when }: Moment): string {
    const which = count === 1 ? "" : ` no. ${count}`;
    return `${when} ${action}${which}`;
}
