import * as alicloud from "@pulumi/alicloud";
import {
    ClbServiceResource,
    EndpointConnection,
    EndpointService,
    InterfaceEndpoint,
} from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

interface Account {
    readonly accountId: string;
    readonly accessKey: string;
    readonly secretKey: string;
    readonly vpcId: string;
    readonly vswitchId: string;
}

const config = new pulumi.Config();
const cloud = new pulumi.Config("alicloud");
const zoneId = "eu-central-1b";

/** The name of the components, and those that they had before. */
const [name, ...former] = config.requireObject<string[]>("names");
/** Options of every component, as they are. */
const given = config.getObject<pulumi.ComponentResourceOptions>("options") ?? {};
const team = config.get("team");

function providerOf(side: string) {
    const { accessKey, secretKey } = config.requireObject<Account>(side);
    return new alicloud.Provider(side, {
        accessKey,
        secretKey,
        region: cloud.require("region"),
        accountType: cloud.require("accountType"),
        endpoints: cloud.requireObject("endpoints"),
        protocol: cloud.require("protocol"),
        skipRegionValidation: true,
    });
}

function optionsOf(provider: alicloud.Provider): pulumi.ComponentResourceOptions {
    return {
        ...given,
        provider,
        aliases: former.map((each) => ({ name: each })),
        transforms: team === undefined ? [] : [tagged(team)],
    };
}

/** Adds a tag to whatever has tags. */
function tagged(value: string): pulumi.ResourceTransform {
    return ({ type, props, opts }) =>
        ["SecurityGroup", "VpcEndpoint", "VpcEndpointService", "ApplicationLoadBalancer"].includes(
            type.split(":").at(-1) ?? "",
        )
            ? { props: { ...props, tags: { ...(props.tags as object), team: value } }, opts }
            : undefined;
}

const owner = config.requireObject<Account>("owner");
const partner = config.requireObject<Account>("partner");
const owners = optionsOf(providerOf("owner"));
const partners = optionsOf(providerOf("partner"));

const loadBalancer = new ClbServiceResource(
    name,
    {
        vswitchId: owner.vswitchId,
        zoneId,
        loadBalancerName: "orders",
        listeners: [{ port: 443 }],
    },
    owners,
);
const service = new EndpointService(
    name,
    {
        serviceResources: [loadBalancer],
        serviceDescription: "orders",
        allowedAccountIds: [partner.accountId],
        whitelistedElsewhere: false,
    },
    owners,
);
const endpoint = new InterfaceEndpoint(
    name,
    {
        offer: service.offer,
        ports: [{ port: 443 }],
        endpointName: "orders",
        vpcId: partner.vpcId,
        zones: [{ zoneId, vswitchId: partner.vswitchId }],
        clientCidrBlocks: ["10.20.0.0/16"],
    },
    partners,
);
const connection = new EndpointConnection(
    name,
    { offer: service.offer, request: endpoint.request },
    owners,
);

export const offer = service.offer;
export const request = endpoint.request;
export const loadBalancerId = loadBalancer.loadBalancerId;
export const connectionStatus = connection.connectionStatus;
