/** Types of the resources that mocks know. */
export const VPC = "alicloud:vpc/network:Network";
export const VSWITCH = "alicloud:vpc/switch:Switch";
export const INSTANCE = "alicloud:ecs/instance:Instance";
export const COMMAND = "alicloud:ecs/command:Command";
export const INVOCATION = "alicloud:ecs/ecsInvocation:EcsInvocation";
export const SECURITY_GROUP = "alicloud:ecs/securityGroup:SecurityGroup";
export const SECURITY_GROUP_RULE = "alicloud:ecs/securityGroupRule:SecurityGroupRule";
export const CLB = "alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer";
export const CLB_LISTENER = "alicloud:slb/listener:Listener";
export const CLB_BACKEND_SERVERS = "alicloud:slb/backendServer:BackendServer";
export const ALB = "alicloud:alb/loadBalancer:LoadBalancer";
export const ALB_LISTENER = "alicloud:alb/listener:Listener";
export const ALB_SERVER_GROUP = "alicloud:alb/serverGroup:ServerGroup";
export const NLB = "alicloud:nlb/loadBalancer:LoadBalancer";
export const NLB_LISTENER = "alicloud:nlb/listener:Listener";
export const NLB_SERVER_GROUP = "alicloud:nlb/serverGroup:ServerGroup";
export const NLB_SERVER = "alicloud:nlb/serverGroupServerAttachment:ServerGroupServerAttachment";
export const SERVICE = "alicloud:privatelink/vpcEndpointService:VpcEndpointService";
export const SERVICE_RESOURCE =
    "alicloud:privatelink/vpcEndpointServiceResource:VpcEndpointServiceResource";
export const SERVICE_USER = "alicloud:privatelink/vpcEndpointServiceUser:VpcEndpointServiceUser";
export const CONNECTION =
    "alicloud:privatelink/vpcEndpointServiceConnection:VpcEndpointServiceConnection";
export const ENDPOINT = "alicloud:privatelink/vpcEndpoint:VpcEndpoint";
export const ENDPOINT_ZONE = "alicloud:privatelink/vpcEndpointZone:VpcEndpointZone";
export const PRIVATE_ZONE = "alicloud:pvtz/zone:Zone";
export const PRIVATE_ZONE_ATTACHMENT = "alicloud:pvtz/zoneAttachment:ZoneAttachment";
export const PRIVATE_ZONE_RECORD = "alicloud:pvtz/zoneRecord:ZoneRecord";
export const STACK_REFERENCE = "pulumi:pulumi:StackReference";
