import {
    AlbServiceResource,
    type AlbServiceResourceArgs,
    ClbServiceResource,
    type ClbServiceResourceArgs,
    EndpointConnection,
    EndpointService,
    type EndpointServiceArgs,
    InterfaceEndpoint,
    type InterfaceEndpointArgs,
    NlbServiceResource,
    type NlbServiceResourceArgs,
    ServiceResourceType,
} from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

/** A load balancer, with the service and the endpoint that it is to have. */
interface Published<BalancerArgs> {
    readonly balancer: BalancerArgs;
    readonly service?: Partial<EndpointServiceArgs> & { readonly zoneIds: string[] };
    readonly endpoint?: InterfaceEndpointArgs;
}

const config = new pulumi.Config();
const clb = config.getObject<Published<ClbServiceResourceArgs>>("clb");
const alb = config.getObject<Published<AlbServiceResourceArgs>>("alb");
const nlb = config.getObject<Published<NlbServiceResourceArgs>>("nlb");

const balancers: Record<string, ClbServiceResource | AlbServiceResource | NlbServiceResource> = {};

if (clb !== undefined) {
    balancers.clb = new ClbServiceResource("clb", clb.balancer);
    publish("clb", clb, ServiceResourceType.Clb);
}
if (alb !== undefined) {
    balancers.alb = new AlbServiceResource("alb", alb.balancer);
    publish("alb", alb, ServiceResourceType.Alb);
}
if (nlb !== undefined) {
    balancers.nlb = new NlbServiceResource("nlb", nlb.balancer);
    publish("nlb", nlb, ServiceResourceType.Nlb);
}

function publish(
    name: string,
    { service: serviceArgs, endpoint: endpointArgs }: Published<unknown>,
    serviceResourceType: ServiceResourceType,
): void {
    if (serviceArgs === undefined) {
        return;
    }
    const { loadBalancerId, ports } = balancers[name];
    const { zoneIds, ...otherArgs } = serviceArgs;
    const service = new EndpointService(name, {
        serviceResources: [{ loadBalancerId, zoneIds }],
        serviceResourceType,
        ports,
        ...otherArgs,
    });
    if (endpointArgs === undefined) {
        return;
    }
    const endpoint = new InterfaceEndpoint(name, {
        serviceName: service.serviceName,
        ...endpointArgs,
    });
    new EndpointConnection(name, { offer: service.offer, request: endpoint.request });
}

export const loadBalancerIds = Object.fromEntries(
    Object.entries(balancers).map(([name, { loadBalancerId }]) => [name, loadBalancerId]),
);
