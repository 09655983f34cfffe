import assert from "node:assert/strict";

import { lookUp } from "../../repair/cloudLookup";
import type { StateResource } from "../../repair/deployment";
import { LOOKUPS } from "../../repair/lookups";
import type { RamUser } from "../../tools/emulator";
import { ALB, ECS, eventually, NLB, PRIVATELINK, PVTZ, SLB } from "../emulator/client";
import { ZONE_A } from "../emulator/networkScene";
import { listen, PORT, publish, type Side, sideOf } from "../emulator/trafficScene";
import { calledBy, policyActions, userWith } from "./ramPolicies";
import { openWorkbench, type Workbench } from "./workbench";

type Inputs = Record<string, unknown>;

const URN = "urn:pulumi:dev::shop";
const PROVIDER = `${URN}::pulumi:providers:alicloud::default`;
const PORT_OF_RULE = 443;

describe("docs/ram/repair.json", () => {
    let workbench: Workbench;
    let side: Side;
    let user: RamUser;

    before(async () => {
        workbench = await openWorkbench();
        const { emulator, owner } = workbench;
        side = await sideOf(owner, "10.0");
        const { accountId } = owner.account;
        user = userWith(emulator, { accountId, regionId: owner.regionId }, "repair");
    });

    after(() => workbench?.close());

    const call = (...request: Parameters<Side["call"]>) => side.call(...request);

    it("is enough to look up every kind of resource, and no action of it is too much", async () => {
        const wanted = await everyKind();
        assert.deepEqual(Object.keys(wanted).sort(), Object.keys(LOOKUPS).sort());
        const { endpoint } = workbench.emulator;
        const products = ["alb", "ecs", "nlb", "privatelink", "pvtz", "slb", "sts", "vpc"];
        const provider = {
            urn: PROVIDER,
            type: "pulumi:providers:alicloud",
            custom: true,
            inputs: {
                accessKey: user.accessKeyId,
                secretKey: user.accessKeySecret,
                accountType: "Domestic",
                endpoints: JSON.stringify([
                    Object.fromEntries(products.map((product) => [product, endpoint])),
                ]),
                protocol: "HTTP",
                region: side.regionId,
                skipRegionValidation: "true",
            },
        };
        const stack = await workbench.open("tests/end-to-end/programs/whitelist");
        const resources = Object.entries(wanted).map(([type, inputs]): StateResource => ({
            urn: `${URN}::${type}::one`,
            type,
            custom: true,
            inputs,
            provider: `${PROVIDER}::id`,
        }));
        const answers = await lookUp(
            stack,
            { resources: [provider, ...resources] },
            resources.map((resource) => ({ resource, interrupted: true })),
        );
        const notFound = answers.flatMap((answer, index) =>
            "found" in answer && answer.found.length > 0
                ? []
                : [{ type: resources[index].type, answer }],
        );
        assert.deepEqual(notFound, []);
        assert.deepEqual(calledBy(workbench.emulator, user), policyActions("repair"));
    });

    /** One resource of each kind that the command looks up, with the inputs that a state would have of it. */
    async function everyKind(): Promise<Record<string, Inputs>> {
        const { vpcId, groupId } = side;
        const vswitchId = side.vswitchIds[ZONE_A];
        await side.letIn(groupId, PORT_OF_RULE, "10.0.0.0/8");
        const [instance] = (
            await call(ECS, "DescribeInstances", {
                InstanceIds: JSON.stringify([await side.instance({ InstanceName: "one" })]),
            })
        ).Instances.Instance;
        return {
            "alicloud:vpc/network:Network": { cidrBlock: "10.0.0.0/16" },
            "alicloud:vpc/switch:Switch": { vpcId, cidrBlock: "10.0.1.0/24" },
            "alicloud:ecs/securityGroup:SecurityGroup": await namedGroup(vpcId),
            "alicloud:ecs/securityGroupRule:SecurityGroupRule": {
                securityGroupId: groupId,
                type: "ingress",
                ipProtocol: "tcp",
                portRange: `${PORT_OF_RULE}/${PORT_OF_RULE}`,
                cidrIp: "10.0.0.0/8",
            },
            "alicloud:ecs/instance:Instance": {
                vswitchId,
                instanceName: "one",
                instanceType: instance.InstanceType,
                imageId: instance.ImageId,
            },
            ...(await commands(instance.InstanceId)),
            ...(await classicLoadBalancer(vswitchId, instance.InstanceId)),
            ...(await zonalLoadBalancer(ALB, vpcId, instance.InstanceId)),
            ...(await zonalLoadBalancer(NLB, vpcId, instance.InstanceId)),
            ...(await privateZone(vpcId)),
        };
    }

    async function namedGroup(vpcId: string): Promise<Inputs> {
        await call(ECS, "CreateSecurityGroup", { VpcId: vpcId, SecurityGroupName: "one" });
        return { vpcId, securityGroupName: "one" };
    }

    async function commands(instanceId: string): Promise<Record<string, Inputs>> {
        const command = {
            Name: "one",
            Type: "RunShellScript",
            CommandContent: Buffer.from("true").toString("base64"),
        };
        const { CommandId } = await call(ECS, "CreateCommand", command);
        await call(ECS, "InvokeCommand", { CommandId, InstanceId: [instanceId] });
        return {
            "alicloud:ecs/command:Command": {
                name: command.Name,
                type: command.Type,
                commandContent: command.CommandContent,
            },
            "alicloud:ecs/ecsInvocation:EcsInvocation": { commandId: CommandId },
        };
    }

    /** A CLB with a listener, servers and a server group, and a service and an endpoint that it serves. */
    async function classicLoadBalancer(
        vswitchId: string,
        serverId: string,
    ): Promise<Record<string, Inputs>> {
        const { LoadBalancerId: loadBalancerId } = await call(SLB, "CreateLoadBalancer", {
            VSwitchId: vswitchId,
            LoadBalancerSpec: "slb.s1.small",
            LoadBalancerName: "one",
        });
        const servers = JSON.stringify([{ ServerId: serverId, Weight: "100" }]);
        await call(SLB, "AddBackendServers", {
            LoadBalancerId: loadBalancerId,
            BackendServers: servers,
        });
        await call(SLB, "CreateVServerGroup", {
            LoadBalancerId: loadBalancerId,
            VServerGroupName: "one",
        });
        await listen(side, loadBalancerId);
        const serviceId = await publish(side, [loadBalancerId], { ServiceDescription: "one" });
        const { EndpointId: endpointId } = await call(PRIVATELINK, "CreateVpcEndpoint", {
            ServiceId: serviceId,
            VpcId: side.vpcId,
            SecurityGroupId: [side.groupId],
            EndpointName: "one",
            Zone: [{ ZoneId: ZONE_A, VSwitchId: vswitchId }],
        });
        await eventually(
            () => call(PRIVATELINK, "ListVpcEndpointZones", { EndpointId: endpointId }),
            ({ Zones }) => Zones[0]?.ZoneStatus === "Wait",
        );
        await call(PRIVATELINK, "EnableVpcEndpointConnection", {
            ServiceId: serviceId,
            EndpointId: endpointId,
        });
        const { UserId: userId } = (
            await call(PRIVATELINK, "ListVpcEndpointServiceUsers", { ServiceId: serviceId })
        ).Users[0];
        return {
            "alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer": {
                vswitchId,
                loadBalancerName: "one",
            },
            "alicloud:slb/listener:Listener": {
                loadBalancerId,
                protocol: "tcp",
                frontendPort: PORT,
            },
            "alicloud:slb/backendServer:BackendServer": { loadBalancerId },
            "alicloud:slb/serverGroup:ServerGroup": { loadBalancerId, name: "one" },
            "alicloud:privatelink/vpcEndpointService:VpcEndpointService": {
                serviceDescription: "one",
            },
            "alicloud:privatelink/vpcEndpointServiceResource:VpcEndpointServiceResource": {
                serviceId,
                resourceId: loadBalancerId,
                resourceType: "slb",
                zoneId: ZONE_A,
            },
            "alicloud:privatelink/vpcEndpointServiceUser:VpcEndpointServiceUser": {
                serviceId,
                userId: String(userId),
            },
            "alicloud:privatelink/vpcEndpointServiceConnection:VpcEndpointServiceConnection": {
                serviceId,
                endpointId,
            },
            "alicloud:privatelink/vpcEndpoint:VpcEndpoint": {
                vpcId: side.vpcId,
                vpcEndpointName: "one",
                serviceId,
            },
            "alicloud:privatelink/vpcEndpointZone:VpcEndpointZone": { endpointId, vswitchId },
        };
    }

    /** An ALB or NLB with a listener that forwards to a server group. */
    async function zonalLoadBalancer(
        product: typeof ALB,
        vpcId: string,
        serverId: string,
    ): Promise<Record<string, Inputs>> {
        const isAlb = product === ALB;
        const created = await call(product, "CreateLoadBalancer", {
            VpcId: vpcId,
            AddressType: "Intranet",
            LoadBalancerName: "one",
            LoadBalancerBillingConfig: { PayType: "PostPay" },
            ZoneMappings: Object.entries(side.vswitchIds).map(([ZoneId, VSwitchId]) => ({
                ZoneId,
                VSwitchId,
            })),
            ...(isAlb ? { LoadBalancerEdition: "Basic" } : {}),
        });
        const loadBalancerId = (created.LoadBalancerId ?? created.LoadbalancerId) as string;
        await eventually(
            () => call(product, "GetLoadBalancerAttribute", { LoadBalancerId: loadBalancerId }),
            ({ LoadBalancerStatus }) => LoadBalancerStatus === "Active",
        );
        const { ServerGroupId: serverGroupId } = await call(product, "CreateServerGroup", {
            ServerGroupName: "one",
            VpcId: vpcId,
            ...(isAlb ? { HealthCheckConfig: { HealthCheckEnabled: false } } : {}),
        });
        const isAvailable = () =>
            eventually(
                () => call(product, "ListServerGroups", { ServerGroupIds: [serverGroupId] }),
                ({ ServerGroups }) => ServerGroups[0]?.ServerGroupStatus === "Available",
            );
        await isAvailable();
        await call(product, "AddServersToServerGroup", {
            ServerGroupId: serverGroupId,
            Servers: [{ ServerType: "Ecs", ServerId: serverId, Port: PORT }],
        });
        await isAvailable();
        const listenerProtocol = isAlb ? "HTTP" : "TCP";
        await call(product, "CreateListener", {
            LoadBalancerId: loadBalancerId,
            ListenerProtocol: listenerProtocol,
            ListenerPort: PORT,
            ...(isAlb
                ? {
                      DefaultActions: [
                          {
                              Type: "ForwardGroup",
                              ForwardGroupConfig: {
                                  ServerGroupTuples: [{ ServerGroupId: serverGroupId }],
                              },
                          },
                      ],
                  }
                : { ServerGroupId: serverGroupId }),
        });
        const module = isAlb ? "alb" : "nlb";
        return {
            [`alicloud:${module}/loadBalancer:LoadBalancer`]: {
                vpcId,
                loadBalancerName: "one",
                addressType: "Intranet",
            },
            [`alicloud:${module}/serverGroup:ServerGroup`]: { vpcId, serverGroupName: "one" },
            [`alicloud:${module}/listener:Listener`]: {
                loadBalancerId,
                listenerProtocol,
                listenerPort: PORT,
            },
            ...(isAlb
                ? {}
                : {
                      "alicloud:nlb/serverGroupServerAttachment:ServerGroupServerAttachment": {
                          serverGroupId,
                          serverId,
                          port: PORT,
                      },
                  }),
        };
    }

    async function privateZone(vpcId: string): Promise<Record<string, Inputs>> {
        const { ZoneId: zoneId } = await call(PVTZ, "AddZone", { ZoneName: "one.example" });
        await call(PVTZ, "BindZoneVpc", {
            ZoneId: zoneId,
            Vpcs: [{ RegionId: side.regionId, VpcId: vpcId }],
        });
        const record = { Rr: "www", Type: "A", Value: "10.0.0.1" };
        await call(PVTZ, "AddZoneRecord", { ZoneId: zoneId, ...record });
        return {
            "alicloud:pvtz/zone:Zone": { zoneName: "one.example" },
            "alicloud:pvtz/zoneAttachment:ZoneAttachment": { zoneId, vpcs: [{ vpcId }] },
            "alicloud:pvtz/zoneRecord:ZoneRecord": {
                zoneId,
                rr: record.Rr,
                type: record.Type,
                value: record.Value,
            },
        };
    }
});
