import * as pulumi from "@pulumi/pulumi";

import { CALLER, CUSTOMER, PARTNER, REGION } from "../unit/cloud";
import { OFFER, REQUEST } from "../unit/contract/contracts";
import { DEPLOYED, withDeployedBalancers } from "./deployedState";
import { badFacts, badValue, type Mistake } from "./mistake";
import { ODD, quotasUsedUp, refusedWith, serviceInUse } from "./oddCloud";

const SERVICE = "a service with a whitelist";
const ALB_SERVICE = "a service behind an ALB, in some of its zones";
const WHITELIST = "a whitelist";
const CONNECTION = "a connection";
const CONNECTION_BY_IDS = "a connection by ids";

const RESOURCE = "serviceResources[0]";
const [ZONE_A, ZONE_B, ZONE_C] = ["a", "b", "c"].map((zone) => REGION + zone);

const OF_A_SERVICE: readonly Mistake[] = [
    badValue("values.nonEmpty", { part: SERVICE, at: `${RESOURCE}.loadBalancerId` }),
    badValue("ids.loadBalancerId", { part: SERVICE, at: `${RESOURCE}.loadBalancerId` }),
    badValue("ids.serviceId", { part: WHITELIST, at: "serviceId" }),
    badValue("ids.serviceId", { part: CONNECTION_BY_IDS, at: "serviceId" }),
    badValue("ids.endpointId", { part: CONNECTION_BY_IDS, at: "endpointId" }),
    badFacts("names.regionId", {
        part: SERVICE,
        at: "supportedRegionIds[0]",
        changes: [{ supportedRegionIds: ["Frankfurt"] }, { supportedRegionIds: ["cn-hangzhou-h"] }],
        says: /Must be the id of a region, for instance eu-central-1/,
    }),
    badFacts("endpointServices.supportedRegionsDistinct", {
        part: SERVICE,
        at: "supportedRegionIds",
        changes: { supportedRegionIds: ["cn-hangzhou", "cn-hangzhou"] },
        says: /^"cn-hangzhou" is listed more than once\. List each region only once\.$/,
    }),
    badValue("values.nonEmpty", { part: SERVICE, at: `${RESOURCE}.zoneIds[0]`, plain: true }),
    badValue("names.regionId", { part: SERVICE, at: "supportedRegionIds[0]", plain: true }),
    badValue("values.nonEmpty", { part: SERVICE, at: "resourceGroupId" }),
    badValue("names.description", { part: SERVICE, at: "serviceDescription" }),
    badValue("names.certificateNames", { part: SERVICE, at: "hostNames" }),
    badValue("numbers.serviceIdleTimeout", { part: SERVICE, at: "idleTimeoutSeconds" }),
    badValue("values.aBoolean", { part: SERVICE, at: "whitelistedElsewhere" }),
    badValue("endpointServices.payer", { part: SERVICE, at: "payer" }),
    badValue("endpointServices.serviceResourceType", { part: SERVICE, at: "serviceResourceType" }),
    badValue("endpointServices.ipVersion", { part: SERVICE, at: "addressIpVersion" }),
    badValue("numbers.bandwidth", { part: SERVICE, at: "connectBandwidth" }),
    badValue("values.aBoolean", { part: SERVICE, at: "ignoreConnectedEndpoints", plain: true }),
    badValue("values.aBoolean", { part: SERVICE, at: "deletionGuard", plain: true }),
    badValue("values.aBoolean", { part: SERVICE, at: "acceptanceRequired" }),
    badValue("values.aBoolean", { part: SERVICE, at: "zoneAffinityEnabled" }),
    badValue("values.tags", { part: SERVICE, at: "tags" }),
    badValue("values.aList", { part: SERVICE, at: "serviceResources", plain: true }),
    badValue("values.aList", { part: SERVICE, at: "allowedAccountIds", plain: true }),
    badValue("values.anObject", { part: SERVICE, at: RESOURCE, plain: true }),
    badValue("values.plainValue", { part: SERVICE, at: "allowedAccountIds", plain: true }),
    badValue("values.allowedMode", { part: SERVICE, at: "preflight", plain: true }),
    badValue("accounts.accountId", { part: SERVICE, at: "allowedAccountIds[0]", plain: true }),
    badValue("listeners.servicePort", { part: SERVICE, at: "ports[0]" }),
    badFacts("listeners.everyServicePort", {
        part: SERVICE,
        at: "ports",
        changes: { ports: pulumi.output([{ port: 443 }, { port: 0 }]) },
        says: /Must be a port from 1 to 65535 with the protocol "tcp" or "udp"\.$/,
        later: ["ports"],
    }),
    badFacts("listeners.servicePorts", {
        part: SERVICE,
        at: "ports",
        changes: { ports: [{ port: 443 }, { port: 443, protocol: "tcp" }] },
        says: /^"tcp-443" is listed more than once\./,
        later: ["ports"],
    }),
    badFacts("accounts.accountsDistinct", {
        part: SERVICE,
        at: "allowedAccountIds",
        changes: { allowedAccountIds: [PARTNER, PARTNER] },
        says: /^"1111222233334444" is listed more than once\. List each account only once\.$/,
    }),
    badFacts("accounts.notTheOwner", {
        part: WHITELIST,
        at: "allowedAccountIds",
        changes: { preflight: "online", allowedAccountIds: [CALLER] },
        says: /^found "1234567890123456"\. This is the account that owns the service/,
    }),
    badFacts("accounts.privateLinkActivated", {
        part: SERVICE,
        at: "",
        changes: {},
        says: /^PrivateLink is not activated in this account \(NeedOpenProduct\)\./,
        answer: (token, inputs) => {
            // An endpoint by its id is found, for mistakes beside this one that need it.
            if (token.endsWith(":getVpcEndpoints") && inputs.ids === undefined) {
                throw refusedWith("NeedOpenProduct");
            }
            return undefined;
        },
    }),
    badFacts("quotas.serviceQuota", {
        part: SERVICE,
        at: "",
        changes: {},
        says: /^the account has 200 of at most 200 endpoint services \(quota pvl_quota_total_epsrv\)/,
        answer: quotasUsedUp,
    }),
    badFacts("endpointServices.replacedServiceNotInUse", {
        part: SERVICE,
        at: "payer",
        changes: { payer: "EndpointService" },
        says: /^changing it replaces epsrv-[\w-]+, which has endpoints outside of this stack: ep-1 \(Connected\)/,
        later: ["payer"],
        answer: serviceInUse,
    }),
    badFacts("endpointServices.attachmentsNotInUse", {
        part: SERVICE,
        at: `${RESOURCE}.loadBalancerId`,
        changes: { [`${RESOURCE}.loadBalancerId`]: "lb-other" },
        says: /^this update detaches lb-1 in eu-central-1a from epsrv-[\w-]+, to which endpoints are connected: ep-1 \(Connected\)/,
        later: [`${RESOURCE}.loadBalancerId`],
        byPresence: true,
        answer: serviceInUse,
    }),
    badFacts("endpointServices.serviceResourcesNotEmpty", {
        part: SERVICE,
        at: "serviceResources",
        changes: [{ serviceResources: [] }, { serviceResources: undefined }],
        says: /Must list at least one load balancer\.$/,
    }),
    badFacts("endpointServices.serviceZonesNotEmpty", {
        part: SERVICE,
        at: `${RESOURCE}.zoneIds`,
        changes: [{ [`${RESOURCE}.zoneIds`]: [] }, { [`${RESOURCE}.zoneIds`]: undefined }],
        says: /Must list at least one zone\. A ClbServiceResource has its zone here only if/,
    }),
    badFacts("endpointServices.connectBandwidth", {
        part: SERVICE,
        at: "connectBandwidth",
        changes: { serviceResourceType: "nlb", connectBandwidth: 1024 },
        says: /^found 1024 for a service of the type "nlb"\./,
        later: ["serviceResourceType", "connectBandwidth"],
    }),
    badFacts("endpointServices.serviceIpVersion", {
        part: SERVICE,
        at: "addressIpVersion",
        changes: { serviceResourceType: "slb", addressIpVersion: "DualStack" },
        says: /^found "DualStack" for a service of the type "slb"\./,
        later: ["serviceResourceType", "addressIpVersion"],
    }),
    badFacts("endpointServices.attachmentCount", {
        part: SERVICE,
        at: "serviceResources",
        changes: {
            serviceResources: Array.from({ length: 101 }, (_, index) => ({
                name: `lb-${index}`,
                loadBalancerId: `lb-${index}`,
                zoneIds: [ZONE_A],
            })),
        },
        says: /^found 101 load balancers in eu-central-1a\. A service can have at most 100/,
    }),
    badFacts("zones.attachmentsDistinct", {
        part: SERVICE,
        at: "serviceResources",
        changes: {
            serviceResources: ["lb-1", "lb-2"].map((loadBalancerId) => ({
                loadBalancerId,
                zoneIds: [ZONE_A],
            })),
        },
        says: /^"eu-central-1a" is listed more than once\. List each zone only once, and set different names for load balancers/,
    }),
    badFacts("zones.serviceZoneCount", {
        part: SERVICE,
        at: `${RESOURCE}.zoneIds`,
        changes: { [`${RESOURCE}.zoneIds`]: [ZONE_A, ZONE_B], serviceResourceType: "slb" },
        says: /^found eu-central-1a, eu-central-1b\. A CLB serves in one zone/,
        later: ["serviceResourceType"],
    }),
    badFacts("endpointServices.sameServiceResourceType", {
        part: SERVICE,
        at: `${RESOURCE}.serviceResourceType`,
        changes: { [`${RESOURCE}.serviceResourceType`]: "nlb", serviceResourceType: "slb" },
        says: /^found "nlb" behind a service of the type "slb"/,
        later: ["serviceResourceType"],
    }),
    badFacts("zones.loadBalancerZone", {
        part: ALB_SERVICE,
        at: `${RESOURCE}.zoneIds[0]`,
        changes: {
            [`${RESOURCE}.zoneIds`]: [ZONE_C],
            [`${RESOURCE}.loadBalancerZoneIds`]: [ZONE_A, ZONE_B],
        },
        says: /^found "eu-central-1c", in which the load balancer has no vSwitch/,
        later: [`${RESOURCE}.loadBalancerZoneIds`],
    }),
    badFacts("zones.loadBalancerZone", {
        part: ALB_SERVICE,
        at: `${RESOURCE}.zoneIds[0]`,
        changes: {
            [`${RESOURCE}.loadBalancerId`]: ODD.albInAAndB,
            [`${RESOURCE}.zoneIds`]: [ZONE_C],
            [`${RESOURCE}.loadBalancerZoneIds`]: undefined,
        },
        says: /^found "eu-central-1c", in which the load balancer has no vSwitch/,
        later: [`${RESOURCE}.loadBalancerId`],
    }),
    badFacts("zones.clbPrimaryZone", {
        part: SERVICE,
        at: `${RESOURCE}.zoneIds[0]`,
        changes: { [`${RESOURCE}.loadBalancerId`]: ODD.clbInZoneC },
        says: /^found "eu-central-1a"\. CLB lb-in-c has its primary zone in eu-central-1c/,
        later: [`${RESOURCE}.loadBalancerId`],
    }),
    badFacts("loadBalancers.clbAddressType", {
        part: SERVICE,
        at: `${RESOURCE}.loadBalancerId`,
        changes: { [`${RESOURCE}.loadBalancerId`]: ODD.publicClb },
        says: /^load balancer lb-public has the address type "internet"\./,
        later: [`${RESOURCE}.loadBalancerId`],
    }),
    badFacts("loadBalancers.loadBalancerFound", {
        part: SERVICE,
        at: `${RESOURCE}.loadBalancerId`,
        changes: { [`${RESOURCE}.loadBalancerId`]: ODD.nobodysClb },
        says: /^found "lb-nobodys"\. This account has no load balancer/,
        later: [`${RESOURCE}.loadBalancerId`],
    }),
];

const OF_A_CONNECTION: readonly Mistake[] = [
    badValue("numbers.bandwidth", { part: CONNECTION, at: "bandwidth" }),
    badValue("values.nonEmpty", { part: CONNECTION_BY_IDS, at: "serviceId" }),
    badValue("values.required", { part: CONNECTION_BY_IDS, at: "endpointId" }),
    badFacts("connections.serviceFound", {
        part: CONNECTION_BY_IDS,
        at: "serviceId",
        changes: { serviceId: ODD.nobodysService },
        says: /^found "epsrv-nobodys"\. This account has no such endpoint service in this region/,
        later: ["serviceId"],
    }),
    badFacts("connections.serviceFound", {
        part: CONNECTION,
        at: "offer.serviceId",
        changes: {
            offer: { ...OFFER, serviceId: ODD.nobodysService },
            request: { ...REQUEST, serviceId: ODD.nobodysService },
        },
        says: /^found "epsrv-nobodys"\. This account has no such endpoint service in this region/,
        later: ["offer", "request"],
    }),
    badFacts("connections.serviceFound", {
        part: WHITELIST,
        at: "serviceId",
        changes: { preflight: "online", serviceId: ODD.nobodysService },
        says: /^found "epsrv-nobodys"\. This account has no such endpoint service in this region/,
        later: ["serviceId"],
    }),
    badFacts("connections.requestFound", {
        part: CONNECTION_BY_IDS,
        at: "endpointId",
        changes: { endpointId: ODD.nobodysEndpoint },
        says: /^found "ep-nobodys"\. No such endpoint asks epsrv-1 for a connection\./,
        later: ["endpointId"],
    }),
    badFacts("connections.requestFound", {
        part: CONNECTION,
        at: "request.endpointId",
        changes: { request: { ...REQUEST, endpointId: ODD.nobodysEndpoint } },
        says: /^found "ep-nobodys"\. No such endpoint asks epsrv-1 for a connection\./,
        later: ["request"],
    }),
    badFacts("contracts.contractVersion", {
        part: CONNECTION,
        at: "request.contractVersion",
        changes: { request: { ...REQUEST, contractVersion: 3 } },
        says: /^found 3, and this package reads versions 1 and 2\. Update the package in this stack/,
        later: ["request"],
    }),
    badFacts("connections.sameService", {
        part: CONNECTION,
        at: "request.serviceId",
        changes: { request: { ...REQUEST, serviceId: "epsrv-2" } },
        says: /^found "epsrv-2", but the offer is for "epsrv-1"\./,
        later: ["request"],
    }),
    badFacts("connections.requesterAllowed", {
        part: CONNECTION,
        at: "request.accountId",
        changes: { request: { ...REQUEST, accountId: CUSTOMER } },
        says: /^account 5555666677778888 is not on the whitelist of epsrv-1\./,
        later: ["request"],
    }),
    badFacts("connections.requesterOffered", {
        part: CONNECTION,
        at: "request.accountId",
        changes: { offer: { ...OFFER, consumerAccountId: CUSTOMER } },
        says: /^found 1111222233334444, but the offer is for account 5555666677778888\./,
        later: ["offer"],
    }),
    badFacts("contracts.contractField", {
        part: CONNECTION,
        at: "request.endpointId",
        changes: { request: { ...REQUEST, endpoint_id: "ep-1" } },
        says: /^is given in both spellings, endpointId and endpoint_id; keep one of them\. Use the request/,
        later: ["request"],
    }),
    badFacts("connections.requestedZones", {
        part: CONNECTION,
        at: "request.zoneIds",
        changes: { request: { ...REQUEST, zoneIds: [ZONE_C] } },
        says: /^the service is not in eu-central-1c\. Create the endpoint in eu-central-1a, eu-central-1b only\.$/,
        later: ["request"],
    }),
    badFacts("connections.acceptanceRequired", {
        part: CONNECTION,
        at: "offer.acceptanceRequired",
        changes: { offer: { ...OFFER, acceptanceRequired: false } },
        says: /^found false: the service accepts endpoints automatically/,
        later: ["offer"],
    }),
    badFacts("connections.callerIsOwner", {
        part: CONNECTION,
        at: "offer.accountId",
        changes: { offer: { ...OFFER, accountId: PARTNER } },
        says: /^the credentials belong to account 1234567890123456, but epsrv-1 belongs to account 1111/,
        later: ["offer"],
    }),
    badValue("connections.whenClosed", { part: CONNECTION, at: "whenClosed", plain: true }),
    badFacts("connections.connectionNotClosed", {
        part: CONNECTION,
        answer: withDeployedBalancers,
        at: "whenClosed",
        changes: {
            request: { ...REQUEST, endpointId: DEPLOYED.closedEndpoint },
            whenClosed: "fail",
        },
        says: /^the connection of endpoint ep-closed to epsrv-1 was closed outside of this stack\./,
        later: ["request"],
    }),
    badFacts("connections.bothContracts", {
        part: CONNECTION,
        at: "offer",
        changes: { offer: undefined },
        says: /^is missing\. Set both offer and request/,
    }),
    badFacts("connections.noIdsWithContracts", {
        part: CONNECTION,
        at: "serviceId",
        changes: { serviceId: "epsrv-1" },
        says: /^is set together with offer and request\. Remove it\.$/,
        byPresence: true,
        later: ["serviceId"],
    }),
];

export const SERVICE_MISTAKES: readonly Mistake[] = [...OF_A_SERVICE, ...OF_A_CONNECTION];
