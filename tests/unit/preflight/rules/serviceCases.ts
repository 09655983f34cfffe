import fc from "fast-check";

import {
    all,
    among,
    type CasesByRule,
    different,
    distinct,
    loadBalancerIds,
    regionIds,
    repeating,
    serviceIds,
    zoneIds,
} from "./ruleCases";

const ENDPOINTS = fc.array(fc.stringMatching(/^ep-[a-z0-9]{1,12} \(Connected\)$/), {
    minLength: 1,
});
const KINDS = fc.constantFrom("slb", "alb", "nlb", "gwlb");

export const SERVICE_CASES: CasesByRule = {
    "endpointServices.connectBandwidth": {
        allows: [
            { connectBandwidth: undefined, serviceResourceType: "nlb" },
            { connectBandwidth: 1000, serviceResourceType: "slb" },
            { connectBandwidth: 1000, serviceResourceType: "alb" },
        ],
        refuses: [
            [
                { connectBandwidth: 1000, serviceResourceType: "nlb" },
                /^found 1000 for a service of the type "nlb"\. Only CLB .* and ALB .* support it/,
            ],
            [{ connectBandwidth: 1000, serviceResourceType: "gwlb" }, /type "gwlb"/],
        ],
        good: fc.oneof(
            fc.record({
                connectBandwidth: fc.integer(),
                serviceResourceType: fc.constantFrom("slb", "alb"),
            }),
            fc.record({ connectBandwidth: fc.constant(undefined), serviceResourceType: KINDS }),
        ),
        bad: fc.record({
            connectBandwidth: fc.integer(),
            serviceResourceType: fc.constantFrom("nlb", "gwlb"),
        }),
    },
    "endpointServices.endpointIpVersion": {
        allows: [
            { addressIpVersion: "DualStack", vpcId: "vpc-1", ipv6CidrBlock: "2408:4000::/56" },
            { addressIpVersion: "IPv4", vpcId: "vpc-1", ipv6CidrBlock: "" },
        ],
        refuses: [
            [
                { addressIpVersion: "DualStack", vpcId: "vpc-1", ipv6CidrBlock: "" },
                /^found "DualStack", but VPC vpc-1 has no IPv6 range\. Enable IPv6 in the VPC/,
            ],
        ],
        good: fc.record({
            addressIpVersion: fc.constantFrom("IPv4", "DualStack"),
            vpcId: fc.string(),
            ipv6CidrBlock: fc.ipV6().map((address) => `${address}/56`),
        }),
        bad: fc.record({
            addressIpVersion: fc.constant("DualStack"),
            vpcId: fc.string(),
            ipv6CidrBlock: fc.constant(""),
        }),
    },
    "endpointServices.sameServiceResourceType": {
        allows: [{ type: "alb", serviceResourceType: "alb" }],
        refuses: [
            [
                { type: "alb", serviceResourceType: "slb" },
                /^found "alb" behind a service of the type "slb"\. All load balancers of a service must be of one kind; create a second EndpointService/,
            ],
        ],
        good: KINDS.map((type) => ({ type, serviceResourceType: type })),
        bad: fc
            .tuple(KINDS, KINDS)
            .filter(([type, serviceResourceType]) => type !== serviceResourceType)
            .map(([type, serviceResourceType]) => ({ type, serviceResourceType })),
    },
    "endpointServices.replacedServiceNotInUse": {
        allows: [{ serviceId: "epsrv-1", endpoints: [] }],
        refuses: [
            [
                { serviceId: "epsrv-1", endpoints: ["ep-1 (Connected)", "ep-2 (Disconnected)"] },
                /^changing it replaces epsrv-1, which has endpoints outside of this stack: ep-1 \(Connected\), ep-2 \(Disconnected\)\. Add another EndpointService/,
            ],
        ],
        good: fc.record({ serviceId: serviceIds, endpoints: fc.constant([]) }),
        bad: fc.record({ serviceId: serviceIds, endpoints: ENDPOINTS }),
    },
    "endpointServices.attachmentsNotInUse": {
        allows: [
            { serviceId: "epsrv-1", loadBalancers: ["lb-1 in a"], endpoints: [], connections: [] },
        ],
        refuses: [
            [
                {
                    serviceId: "epsrv-1",
                    loadBalancers: ["lb-1 in a"],
                    endpoints: ["ep-1 (Connected)"],
                    connections: ["app"],
                },
                /^this update detaches lb-1 in a from epsrv-1, to which endpoints are connected: ep-1 \(Connected\)\. First remove EndpointConnection "app" from the program and run "pulumi up"; then/,
            ],
            [
                {
                    serviceId: "epsrv-1",
                    loadBalancers: ["lb-1 in a"],
                    endpoints: ["ep-1 (Connected)"],
                    connections: [],
                },
                /First close their connections \(remove the EndpointConnection of each in its stack, or have the endpoint deleted\)/,
            ],
        ],
        good: fc.record({
            serviceId: serviceIds,
            loadBalancers: fc.array(loadBalancerIds),
            endpoints: fc.constant([]),
            connections: fc.array(fc.string()),
        }),
        bad: fc.record({
            serviceId: serviceIds,
            loadBalancers: fc.array(loadBalancerIds, { minLength: 1 }),
            endpoints: ENDPOINTS,
            connections: fc.array(fc.string()),
        }),
    },
    "endpointServices.serviceIpVersion": {
        allows: [
            { addressIpVersion: undefined, serviceResourceType: "slb" },
            { addressIpVersion: "IPv4", serviceResourceType: "alb" },
            { addressIpVersion: "DualStack", serviceResourceType: "nlb" },
            { addressIpVersion: "DualStack", serviceResourceType: "gwlb" },
        ],
        refuses: [
            [
                { addressIpVersion: "DualStack", serviceResourceType: "slb" },
                /^found "DualStack" for a service of the type "slb"\. Only an NLB or a GWLB/,
            ],
            [{ addressIpVersion: "DualStack", serviceResourceType: "alb" }, /type "alb"/],
        ],
        good: fc.oneof(
            fc.record({
                addressIpVersion: fc.constantFrom("IPv4", undefined),
                serviceResourceType: KINDS,
            }),
            fc.record({
                addressIpVersion: fc.constant("DualStack"),
                serviceResourceType: fc.constantFrom("nlb", "gwlb"),
            }),
        ),
        bad: fc.record({
            addressIpVersion: fc.constant("DualStack"),
            serviceResourceType: fc.constantFrom("slb", "alb"),
        }),
    },
    "endpointServices.exactlyOneService": {
        allows: [["offer"], ["serviceName"], ["serviceId"]],
        refuses: [
            [[], /^is missing\. Set exactly one of offer, serviceName and serviceId\.$/],
            [["offer", "serviceId"], /^is set together with offer\. Set exactly one/],
        ],
        good: fc.constantFrom("offer", "serviceName", "serviceId").map((each) => [each]),
        bad: fc
            .subarray(["offer", "serviceName", "serviceId"])
            .filter(({ length }) => length !== 1),
    },
    "endpointServices.serviceRegion": {
        allows: [
            region("cn-hangzhou", "cn-hangzhou", []),
            region("cn-hangzhou", "cn-shanghai", ["cn-shanghai"]),
        ],
        refuses: [
            [
                region("cn-hangzhou", "eu-central-1", ["cn-shanghai"]),
                /^the service is in cn-hangzhou, but the endpoint would be created in eu-central-1\. .*cn-hangzhou, cn-shanghai/,
            ],
        ],
        good: fc.oneof(
            fc
                .tuple(regionIds, fc.array(regionIds))
                .map(([own, supported]) => region(own, own, supported)),
            fc
                .tuple(regionIds, among(regionIds))
                .map(([own, { one, all }]) => region(own, one, all)),
        ),
        bad: fc
            .tuple(different(regionIds), fc.array(regionIds))
            .map(([[own, endpoints], supported]) =>
                region(
                    own,
                    endpoints,
                    supported.filter((each) => each !== endpoints),
                ),
            ),
    },
    "endpointServices.crossesRegions": {
        allows: [{ serviceRegionId: "cn-shanghai", regionId: "eu-central-1" }],
        refuses: [
            [
                { serviceRegionId: "eu-central-1", regionId: "eu-central-1" },
                /^is set for a service in eu-central-1, which is the endpoint's own region\. Remove it/,
            ],
        ],
        good: different(regionIds).map(([serviceRegionId, regionId]) => ({
            serviceRegionId,
            regionId,
        })),
        bad: regionIds.map((regionId) => ({ serviceRegionId: regionId, regionId })),
    },
    "endpointServices.regionOfServiceName": {
        allows: [
            { serviceName: serviceName("cn-hangzhou", "epsrv-1"), regionId: "cn-hangzhou" },
            {
                serviceName: serviceName("cn-hangzhou", "epsrv-1"),
                serviceRegionId: "cn-hangzhou",
                regionId: "eu-central-1",
            },
            { serviceName: serviceName("cn-hangzhou", "epsrv-1") },
            { serviceName: "com.aliyuncs.dashscope", regionId: "eu-central-1" },
        ],
        refuses: [
            [
                { serviceName: serviceName("cn-hangzhou", "epsrv-1"), regionId: "eu-central-1" },
                /^found "com\S+epsrv-1", a service of cn-hangzhou, but the endpoint would be created in eu-central-1\. Set serviceRegionId to "cn-hangzhou"/,
            ],
            [
                {
                    serviceName: serviceName("cn-hangzhou", "epsrv-1"),
                    serviceRegionId: "cn-shanghai",
                    regionId: "cn-hangzhou",
                },
                /but serviceRegionId is "cn-shanghai"\. Set it to "cn-hangzhou", or correct the name\.$/,
            ],
        ],
        good: fc.tuple(regionIds, serviceIds).map(([regionId, id]) => ({
            serviceName: serviceName(regionId, id),
            regionId,
        })),
        bad: fc.tuple(different(regionIds), serviceIds).map(([[regionId, other], id]) => ({
            serviceName: serviceName(other, id),
            regionId,
        })),
    },
    "endpointServices.supportedRegionsDistinct": {
        allows: [[], ["cn-hangzhou"], ["cn-hangzhou", "cn-shanghai"]],
        refuses: [
            [
                ["cn-hangzhou", "cn-shanghai", "cn-hangzhou"],
                /^"cn-hangzhou" is listed more than once\. List each region only once\.$/,
            ],
        ],
        good: distinct(regionIds),
        bad: repeating(regionIds),
    },
    "endpointServices.policyDocument": {
        allows: [
            policy(undefined, "com.aliyuncs.privatelink.eu-central-1.epsrv-1"),
            policy('{"Version":"1","Statement":[]}', "com.aliyuncs.privatelink.eu-central-1.oss"),
            // An id does not show whose service it is.
            policy("{}", "epsrv-1"),
        ],
        refuses: [
            [
                policy("{}", "com.aliyuncs.privatelink.eu-central-1.epsrv-1"),
                /^is set for com\.aliyuncs\S+epsrv-1, which is not a service of Alibaba Cloud itself\. Only those support a policy/,
            ],
            ...all(
                ["{", "", "Version: 1"].map((text) =>
                    policy(text, "com.aliyuncs.privatelink.eu-central-1.oss"),
                ),
                /Must be a policy in JSON\.$/,
            ),
        ],
        good: fc.oneof(
            fc
                .tuple(regionIds, serviceIds)
                .map(([regionId, id]) => policy(undefined, serviceName(regionId, id))),
            fc
                .tuple(
                    fc.dictionary(fc.string(), fc.jsonValue()),
                    regionIds,
                    fc.constantFrom("oss", "kms", "cloudcontrol-api"),
                )
                .map(([document, regionId, service]) =>
                    policy(JSON.stringify(document), serviceName(regionId, service)),
                ),
        ),
        bad: fc.oneof(
            fc
                .tuple(fc.dictionary(fc.string(), fc.jsonValue()), regionIds, serviceIds)
                .map(([document, regionId, id]) =>
                    policy(JSON.stringify(document), serviceName(regionId, id)),
                ),
            fc
                .tuple(fc.dictionary(fc.string(), fc.jsonValue()), regionIds)
                .map(([document, regionId]) =>
                    policy(JSON.stringify(document).slice(0, -1), serviceName(regionId, "oss")),
                ),
        ),
    },
    "endpointServices.attachmentCount": {
        allows: [
            [],
            zonesOf("eu-central-1a", 100),
            [...zonesOf("eu-central-1a", 100), "eu-central-1b"],
        ],
        refuses: [
            [
                zonesOf("eu-central-1a", 101),
                /^found 101 load balancers in eu-central-1a\. A service can have at most 100 in a zone/,
            ],
            [
                [..."abcdef"].flatMap((letter) => zonesOf(`cn-hangzhou-${letter}`, 84)),
                /^found 504 .*can have at most 500/,
            ],
        ],
        good: fc
            .array(fc.tuple(zoneIds, fc.integer({ min: 0, max: 100 })), { maxLength: 5 })
            .filter((counts) => new Set(counts.map(([zoneId]) => zoneId)).size === counts.length)
            .map((counts) => counts.flatMap(([zoneId, count]) => zonesOf(zoneId, count))),
        bad: fc
            .tuple(zoneIds, fc.integer({ min: 101, max: 200 }), fc.array(zoneIds))
            .map(([zoneId, count, others]) => [...others, ...zonesOf(zoneId, count)]),
    },
    "loadBalancers.loadBalancerFound": {
        allows: [{ id: "lb-1", type: "slb", exists: true }],
        refuses: [
            [
                { id: "lb-1", type: "slb", exists: false },
                /^found "lb-1"\. This account has no load balancer of the type "slb" with that id/,
            ],
        ],
        good: fc.record({
            id: loadBalancerIds,
            type: fc.constantFrom("slb", "alb", "nlb"),
            exists: fc.constant(true),
        }),
        bad: fc.record({
            id: loadBalancerIds,
            type: fc.constantFrom("slb", "alb", "nlb"),
            exists: fc.constant(false),
        }),
    },
};

function region(serviceRegionId: string, regionId: string, supportedRegionIds: readonly string[]) {
    return { serviceRegionId, regionId, supportedRegionIds };
}

function policy(policyDocument: string | undefined, name: string) {
    return { policyDocument, serviceName: name };
}

function serviceName(regionId: string, service: string): string {
    return `com.aliyuncs.privatelink.${regionId}.${service}`;
}

function zonesOf(zoneId: string, count: number): string[] {
    return Array<string>(count).fill(zoneId);
}
