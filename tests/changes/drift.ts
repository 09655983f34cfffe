import {
    ALB,
    type Clients,
    ECS,
    eventually,
    NLB,
    PRIVATELINK,
    PVTZ,
    SLB,
} from "../emulator/client";
import type { Part } from "./row";
import {
    alb,
    CLB_RESOURCE,
    clb,
    connection,
    endpoint,
    nlb,
    output,
    service,
    ZONE_A,
} from "./rows/scenario";

type Fields = Record<string, any>;

/** What was made, by the component's class. */
export type Made = (componentClass: string) => Fields;

/** A change that somebody makes by hand to a resource of a component. */
export interface DriftRow {
    /** `slb.Listener` */
    readonly type: string;
    readonly change: string;
    /** The scenario in which it is made. */
    readonly scenario: keyof typeof SCENARIOS;
    byHand(owner: Clients, made: Made): Promise<unknown>;
    /** Takes back by hand what would be in the way of a deletion. */
    undone?(owner: Clients, made: Made): Promise<unknown>;
    /** What a refresh does to the state: `update` or `delete`; nothing where the provider does not see it. */
    readonly seen?: string;
    /** What the next update does; nothing where the provider cannot. */
    readonly done?: readonly string[];
    /** For the reader. */
    readonly shown: string;
    readonly putRight: string;
}

const PARTNER = "1000000000000002";

/** What the changes are made to: a whole scenario each, but for the last. */
const WHOLE: readonly Part[] = [
    clb({ tags: { team: "orders" } }),
    alb({ tags: { team: "orders" } }),
    nlb({ tags: { team: "orders" } }),
    service([CLB_RESOURCE], { allowedAccountIds: [PARTNER], tags: { team: "orders" } }),
    endpoint({ serviceId: output("EndpointService", "serviceId"), tags: { team: "orders" } }),
    connection({ serviceId: output("EndpointService", "serviceId"), bandwidth: 1000 }),
    {
        componentClass: "PrivateDnsName",
        args: {
            zoneName: "<name>.example",
            hostNames: ["orders"],
            zones: [{ zoneId: ZONE_A, eniIp: "10.0.24.7" }],
            vpcIds: ["<client vpc>"],
            connectionStatus: "Connected",
            tags: { team: "orders" },
        },
    },
];

export const SCENARIOS = {
    changed: WHOLE,
    gone: WHOLE,
    unused: [
        clb(),
        service([CLB_RESOURCE]),
        {
            componentClass: "ConnectivityCheck",
            args: {
                clientInstanceId: "<client>",
                endpointId: "<endpoint one>",
                endpointDomain: "<endpoint domain one>",
                port: 80,
            },
        },
    ],
} satisfies Readonly<Record<string, readonly Part[]>>;

const SHOWN = "Yes";
const UPDATED = "Updated.";
const AGAIN = "Made again.";

const loadBalancer = (made: Made) => ({
    LoadBalancerId: made("ClbServiceResource").loadBalancerId as string,
});
const serviceOf = (made: Made) => ({ ServiceId: made("EndpointService").serviceId as string });
const endpointOf = (made: Made) => ({
    EndpointId: made("InterfaceEndpoint").endpointId as string,
});
const zoneOf = (made: Made) => ({ ZoneId: made("PrivateDnsName").privateZoneId as string });

export const DRIFT: readonly DriftRow[] = [
    {
        type: "slb.ApplicationLoadBalancer",
        change: "another name",
        scenario: "changed",
        byHand: ({ call }, made) =>
            call(SLB, "SetLoadBalancerName", { ...loadBalancer(made), LoadBalancerName: "other" }),
        seen: "update",
        done: ["update"],
        shown: SHOWN,
        putRight: UPDATED,
    },
    {
        type: "slb.Listener",
        change: "another bandwidth",
        scenario: "changed",
        byHand: ({ call }, made) =>
            call(SLB, "SetLoadBalancerTCPListenerAttribute", {
                ...loadBalancer(made),
                ListenerPort: 80,
                Bandwidth: 10,
            }),
        seen: "update",
        done: ["update"],
        shown: SHOWN,
        putRight: UPDATED,
    },
    {
        type: "slb.Listener",
        change: "deleted",
        scenario: "gone",
        byHand: ({ call }, made) =>
            call(SLB, "DeleteLoadBalancerListener", { ...loadBalancer(made), ListenerPort: 80 }),
        seen: "delete",
        done: ["create"],
        shown: SHOWN,
        putRight: AGAIN,
    },
    {
        type: "slb.BackendServer",
        change: "another weight",
        scenario: "changed",
        byHand: async ({ call }, made) =>
            call(SLB, "SetBackendServers", {
                ...loadBalancer(made),
                BackendServers: JSON.stringify([await serverOf({ call }, made, 7)]),
            }),
        seen: "update",
        done: ["update"],
        shown: SHOWN,
        putRight: UPDATED,
    },
    {
        type: "slb.BackendServer",
        change: "deleted",
        scenario: "gone",
        byHand: async ({ call }, made) =>
            call(SLB, "RemoveBackendServers", {
                ...loadBalancer(made),
                BackendServers: JSON.stringify([await serverOf({ call }, made, 100)]),
            }),
        seen: "update",
        done: ["update"],
        shown: SHOWN,
        putRight: UPDATED,
    },
    {
        type: "alb.LoadBalancer",
        change: "another name",
        scenario: "changed",
        byHand: ({ call }, made) =>
            call(ALB, "UpdateLoadBalancerAttribute", {
                LoadBalancerId: made("AlbServiceResource").loadBalancerId as string,
                LoadBalancerName: "other",
            }),
        seen: "update",
        done: ["update"],
        shown: SHOWN,
        putRight: UPDATED,
    },
    {
        type: "alb.ServerGroup",
        change: "another scheduler",
        scenario: "changed",
        byHand: async ({ call }) =>
            call(ALB, "UpdateServerGroupAttribute", {
                ServerGroupId: await groupOf({ call }),
                Scheduler: "Wlc",
            }),
        seen: "update",
        done: ["update"],
        shown: SHOWN,
        putRight: UPDATED,
    },
    {
        type: "alb.Listener",
        change: "another time limit",
        scenario: "changed",
        byHand: async ({ call }, made) =>
            call(ALB, "UpdateListenerAttribute", {
                ListenerId: await albListener({ call }, made),
                IdleTimeout: 33,
            }),
        seen: "update",
        done: ["update"],
        shown: SHOWN,
        putRight: UPDATED,
    },
    {
        type: "alb.Listener",
        change: "deleted",
        scenario: "gone",
        byHand: async ({ call }, made) =>
            call(ALB, "DeleteListener", { ListenerId: await albListener({ call }, made) }),
        seen: "delete",
        done: ["create"],
        shown: SHOWN,
        putRight: AGAIN,
    },
    {
        type: "nlb.LoadBalancer",
        change: "another name",
        scenario: "changed",
        byHand: ({ call }, made) =>
            call(NLB, "UpdateLoadBalancerAttribute", {
                LoadBalancerId: networkLoadBalancer(made),
                LoadBalancerName: "other",
            }),
        seen: "update",
        done: ["update"],
        shown: SHOWN,
        putRight: UPDATED,
    },
    {
        type: "nlb.ServerGroup",
        change: "another scheduler",
        scenario: "changed",
        byHand: async ({ call }, made) =>
            call(NLB, "UpdateServerGroupAttribute", {
                ServerGroupId: (await nlbListener({ call }, made)).ServerGroupId,
                Scheduler: "rr",
            }),
        seen: "update",
        done: ["update"],
        shown: SHOWN,
        putRight: UPDATED,
    },
    {
        type: "nlb.ServerGroupServerAttachment",
        change: "another weight",
        scenario: "changed",
        byHand: async ({ call }, made) => {
            const { ServerGroupId } = await nlbListener({ call }, made);
            // Another change of the group may not have ended.
            await eventually(
                () => call(NLB, "ListServerGroups", { ServerGroupIds: [ServerGroupId] }),
                ({ ServerGroups }) =>
                    (ServerGroups as Fields[])[0]?.ServerGroupStatus === "Available",
            );
            const { Servers } = await call(NLB, "ListServerGroupServers", { ServerGroupId });
            const [{ ServerId, ServerType, Port }] = Servers as [Fields];
            return call(NLB, "UpdateServerGroupServersAttribute", {
                ServerGroupId,
                Servers: [{ ServerId, ServerType, Port, Weight: 7 }],
            });
        },
        seen: "update",
        done: ["update"],
        shown: SHOWN,
        putRight: UPDATED,
    },
    {
        type: "nlb.Listener",
        change: "another time limit",
        scenario: "changed",
        byHand: async ({ call }, made) =>
            call(NLB, "UpdateListenerAttribute", {
                ListenerId: (await nlbListener({ call }, made)).ListenerId,
                IdleTimeout: 33,
            }),
        seen: "update",
        done: ["update"],
        shown: SHOWN,
        putRight: UPDATED,
    },
    {
        type: "nlb.Listener",
        change: "deleted",
        scenario: "gone",
        byHand: async ({ call }, made) =>
            call(NLB, "DeleteListener", {
                ListenerId: (await nlbListener({ call }, made)).ListenerId,
            }),
        seen: "delete",
        done: ["create"],
        shown: SHOWN,
        putRight: AGAIN,
    },
    {
        type: "privatelink.VpcEndpointService",
        change: "another description",
        scenario: "changed",
        byHand: ({ call }, made) =>
            call(PRIVATELINK, "UpdateVpcEndpointServiceAttribute", {
                ...serviceOf(made),
                ServiceDescription: "other",
            }),
        seen: "update",
        done: ["update"],
        shown: SHOWN,
        putRight: UPDATED,
    },
    {
        type: "privatelink.VpcEndpointServiceResource",
        change: "detached",
        scenario: "unused",
        byHand: ({ call }, made) =>
            call(PRIVATELINK, "DetachResourceFromVpcEndpointService", {
                ...serviceOf(made),
                ResourceId: loadBalancer(made).LoadBalancerId,
                ResourceType: "slb",
            }),
        seen: "delete",
        done: ["create"],
        shown: SHOWN,
        putRight: AGAIN,
    },
    {
        type: "privatelink.VpcEndpointServiceUser",
        change: "removed from the whitelist",
        scenario: "gone",
        byHand: ({ call }, made) =>
            call(PRIVATELINK, "RemoveUserFromVpcEndpointService", {
                ...serviceOf(made),
                UserId: PARTNER,
            }),
        seen: "delete",
        done: ["create"],
        shown: SHOWN,
        putRight: AGAIN,
    },
    {
        type: "privatelink.VpcEndpoint",
        change: "another description",
        scenario: "changed",
        byHand: ({ call }, made) =>
            call(PRIVATELINK, "UpdateVpcEndpointAttribute", {
                ...endpointOf(made),
                EndpointDescription: "other",
            }),
        seen: "update",
        done: [],
        shown: SHOWN,
        putRight:
            "By an update if the program sets a description. If it sets none, the description stays, because the provider never clears it.",
    },
    {
        type: "privatelink.VpcEndpointZone",
        change: "removed from the endpoint",
        scenario: "gone",
        byHand: ({ call }, made) =>
            call(PRIVATELINK, "RemoveZoneFromVpcEndpoint", {
                ...endpointOf(made),
                ZoneId: ZONE_A,
            }),
        seen: "delete",
        done: ["create"],
        shown: SHOWN,
        putRight: AGAIN,
    },
    {
        type: "privatelink.VpcEndpointServiceConnection",
        change: "another bandwidth",
        scenario: "changed",
        byHand: ({ call }, made) =>
            call(PRIVATELINK, "UpdateVpcEndpointConnectionAttribute", {
                ...serviceOf(made),
                ...endpointOf(made),
                Bandwidth: 2000,
            }),
        seen: "update",
        done: ["update"],
        shown: SHOWN,
        putRight: UPDATED,
    },
    {
        type: "privatelink.VpcEndpointServiceConnection",
        change: "closed",
        scenario: "gone",
        byHand: async ({ call }, made) => {
            const ids = { ...serviceOf(made), ...endpointOf(made) };
            // The zone that was removed above may still be on its way out.
            await eventually(
                () => call(PRIVATELINK, "ListVpcEndpointZones", endpointOf(made)),
                ({ Zones }) => (Zones as Fields[]).length === 0,
            );
            return call(PRIVATELINK, "DisableVpcEndpointConnection", ids);
        },
        undone: ({ call }, made) =>
            call(PRIVATELINK, "EnableVpcEndpointConnection", {
                ...serviceOf(made),
                ...endpointOf(made),
            }),
        done: [],
        shown: "No: a refresh of the connection shows nothing",
        putRight:
            "Not by an update alone: the provider accepts an endpoint only when it creates the connection. Preview and up warn about it and name the commands that accept the endpoint again. Run them also before `pulumi destroy`, because a closed connection cannot be closed.",
    },
    {
        type: "ecs.SecurityGroup",
        change: "another name",
        scenario: "changed",
        byHand: ({ call }, made) =>
            call(ECS, "ModifySecurityGroupAttribute", {
                SecurityGroupId: groupIdOf(made),
                SecurityGroupName: "other",
            }),
        seen: "update",
        done: ["update"],
        shown: SHOWN,
        putRight: UPDATED,
    },
    {
        type: "ecs.SecurityGroupRule",
        change: "revoked",
        scenario: "gone",
        byHand: ({ call }, made) =>
            call(ECS, "RevokeSecurityGroup", {
                SecurityGroupId: groupIdOf(made),
                IpProtocol: "tcp",
                PortRange: "80/80",
                SourceCidrIp: "10.0.0.0/16",
            }),
        seen: "delete",
        done: ["create"],
        shown: SHOWN,
        putRight: AGAIN,
    },
    {
        type: "pvtz.Zone",
        change: "names that it does not have no longer resolve elsewhere",
        scenario: "changed",
        byHand: ({ call }, made) =>
            call(PVTZ, "SetProxyPattern", { ...zoneOf(made), ProxyPattern: "ZONE" }),
        seen: "update",
        done: ["update"],
        shown: SHOWN,
        putRight: UPDATED,
    },
    {
        type: "pvtz.ZoneRecord",
        change: "another address",
        scenario: "changed",
        byHand: async ({ call }, made) =>
            call(PVTZ, "UpdateZoneRecord", {
                RecordId: await recordOf({ call }, made),
                Rr: "orders",
                Type: "A",
                Value: "10.0.24.99",
                Ttl: 60,
            }),
        seen: "update",
        done: ["update"],
        shown: SHOWN,
        putRight: UPDATED,
    },
    {
        type: "pvtz.ZoneRecord",
        change: "deleted",
        scenario: "gone",
        byHand: async ({ call }, made) =>
            call(PVTZ, "DeleteZoneRecord", { RecordId: await recordOf({ call }, made) }),
        seen: "delete",
        done: ["create"],
        shown: SHOWN,
        putRight: AGAIN,
    },
    {
        type: "pvtz.ZoneAttachment",
        change: "detached from the VPC",
        scenario: "gone",
        byHand: ({ call }, made) => call(PVTZ, "BindZoneVpc", { ...zoneOf(made), Vpcs: [] }),
        seen: "update",
        done: ["update"],
        shown: SHOWN,
        putRight: UPDATED,
    },
    {
        type: "ecs.Command",
        change: "deleted",
        scenario: "unused",
        byHand: async ({ call }) => {
            const { Commands } = await call(ECS, "DescribeCommands", {});
            return call(ECS, "DeleteCommand", {
                CommandId: (Commands.Command as Fields[])[0]?.CommandId as string,
            });
        },
        seen: "delete",
        done: ["create"],
        shown: SHOWN,
        putRight: "Created again; the check runs again.",
    },
    {
        type: "ecs.EcsInvocation",
        change: "its command deleted",
        scenario: "unused",
        byHand: async () => undefined,
        done: ["replace"],
        shown: "A run that has ended cannot be changed by hand",
        putRight: "The check runs again with its new command.",
    },
];

type Caller = Pick<Clients, "call">;

async function serverOf({ call }: Caller, made: Made, Weight: number) {
    const { BackendServers } = await call(SLB, "DescribeLoadBalancerAttribute", loadBalancer(made));
    const [{ ServerId }] = BackendServers.BackendServer as [Fields];
    return { ServerId: ServerId as string, Weight: String(Weight) };
}

async function groupOf({ call }: Caller): Promise<string> {
    const { ServerGroups } = await call(ALB, "ListServerGroups", {
        ServerGroupNames: ["drift-changed"],
    });
    return (ServerGroups as Fields[])[0]?.ServerGroupId as string;
}

async function albListener({ call }: Caller, made: Made): Promise<string> {
    const { Listeners } = await call(ALB, "ListListeners", {
        LoadBalancerIds: [made("AlbServiceResource").loadBalancerId as string],
    });
    return (Listeners as Fields[])[0]?.ListenerId as string;
}

const networkLoadBalancer = (made: Made) => made("NlbServiceResource").loadBalancerId as string;

async function nlbListener({ call }: Caller, made: Made): Promise<Fields> {
    const { Listeners } = await call(NLB, "ListListeners", {
        LoadBalancerIds: [networkLoadBalancer(made)],
    });
    const [listener] = Listeners as [Fields];
    return listener;
}

async function recordOf({ call }: Caller, made: Made): Promise<number> {
    const { Records } = await call(PVTZ, "DescribeZoneRecords", zoneOf(made));
    return (Records.Record as Fields[])[0]?.RecordId as number;
}

function groupIdOf(made: Made): string {
    return (made("InterfaceEndpoint").securityGroupIds as string[])[0] ?? "";
}
