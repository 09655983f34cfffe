import * as commands from "./commands";
import * as loadBalancers from "./loadBalancers";
import type { Lookup } from "./lookup";
import * as network from "./network";
import * as privateLink from "./privateLink";
import * as privateZones from "./privateZones";

export type { FoundResource } from "./lookup";

/** How what a run may have left is found, by the type of the resource. */
export const LOOKUPS: Readonly<Record<string, Lookup>> = {
    "alicloud:vpc/network:Network": network.network,
    "alicloud:vpc/switch:Switch": network.vswitch,
    "alicloud:ecs/securityGroup:SecurityGroup": network.securityGroup,
    "alicloud:ecs/securityGroupRule:SecurityGroupRule": network.securityGroupRule,
    "alicloud:ecs/instance:Instance": network.instance,
    "alicloud:ecs/command:Command": commands.command,
    "alicloud:ecs/ecsInvocation:EcsInvocation": commands.invocation,
    "alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer": loadBalancers.clb,
    "alicloud:slb/listener:Listener": loadBalancers.clbListener,
    "alicloud:slb/backendServer:BackendServer": loadBalancers.clbBackendServers,
    "alicloud:slb/serverGroup:ServerGroup": loadBalancers.clbServerGroup,
    "alicloud:alb/loadBalancer:LoadBalancer": loadBalancers.albLoadBalancer,
    "alicloud:alb/serverGroup:ServerGroup": loadBalancers.albServerGroup,
    "alicloud:alb/listener:Listener": loadBalancers.albListener,
    "alicloud:nlb/loadBalancer:LoadBalancer": loadBalancers.nlbLoadBalancer,
    "alicloud:nlb/serverGroup:ServerGroup": loadBalancers.nlbServerGroup,
    "alicloud:nlb/serverGroupServerAttachment:ServerGroupServerAttachment": loadBalancers.nlbServer,
    "alicloud:nlb/listener:Listener": loadBalancers.nlbListener,
    "alicloud:privatelink/vpcEndpointService:VpcEndpointService": privateLink.endpointService,
    "alicloud:privatelink/vpcEndpointServiceResource:VpcEndpointServiceResource":
        privateLink.serviceResource,
    "alicloud:privatelink/vpcEndpointServiceUser:VpcEndpointServiceUser": privateLink.serviceUser,
    "alicloud:privatelink/vpcEndpointServiceConnection:VpcEndpointServiceConnection":
        privateLink.serviceConnection,
    "alicloud:privatelink/vpcEndpoint:VpcEndpoint": privateLink.endpoint,
    "alicloud:privatelink/vpcEndpointZone:VpcEndpointZone": privateLink.endpointZone,
    "alicloud:pvtz/zone:Zone": privateZones.zone,
    "alicloud:pvtz/zoneAttachment:ZoneAttachment": privateZones.zoneAttachment,
    "alicloud:pvtz/zoneRecord:ZoneRecord": privateZones.zoneRecord,
};
