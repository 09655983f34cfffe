import * as pulumi from "@pulumi/pulumi";

import { accountOffer } from "../../index";
import { CUSTOMER, PARTNER, REGION } from "../unit/cloud";
import { answered } from "../unit/consumer/connectivityCheck/cloudAssistant";
import { OFFER } from "../unit/contract/contracts";
import { DEPLOYED } from "./deployedState";
import { badFacts, badValue, type Mistake } from "./mistake";
import { ODD, quotasUsedUp } from "./oddCloud";

const NAMED = "an endpoint for a service name, with named clients";
const OFFERED = "an endpoint for an offer, with a new security group";
const GROUPED = "an endpoint for a service id, with an existing security group";
const CHECK = "a connectivity check";
const NAMES = "names that lead to the endpoint's domain";
const NAMES_OF_ADDRESSES = "names that lead to the endpoint's addresses";
const PLAN = "an address plan";

const ZONE_A = { zoneId: `${REGION}a`, vswitchId: "vsw-a" };
const ZONE_B = { zoneId: `${REGION}b`, vswitchId: "vsw-b" };
const ZONE_C = { zoneId: `${REGION}c`, vswitchId: "vsw-c" };
const WITHOUT_POLICY = { policyDocument: undefined };

const OF_AN_ENDPOINT: readonly Mistake[] = [
    badValue("values.required", { part: OFFERED, at: "vpcId" }),
    badValue("values.nonEmpty", { part: GROUPED, at: "serviceId" }),
    badValue("values.nonEmpty", { part: OFFERED, at: "zones[0].vswitchId" }),
    badValue("ids.vpcId", { part: OFFERED, at: "vpcId" }),
    badValue("ids.vswitchId", { part: OFFERED, at: "zones[0].vswitchId" }),
    badValue("ids.serviceId", { part: GROUPED, at: "serviceId" }),
    badValue("names.regionId", { part: GROUPED, at: "serviceRegionId" }),
    badFacts("ids.clientInstanceId", {
        part: CHECK,
        at: "clientInstanceId",
        changes: { clientInstanceId: "ep-1" },
        says: /^found "ep-1", which is the id of an endpoint\. Must be the id of an ECS instance/,
        later: ["clientInstanceId"],
    }),
    badFacts("ids.endpointId", {
        part: CHECK,
        at: "endpointId",
        changes: { endpointId: "epsrv-1" },
        says: /^found "epsrv-1", which is the id of an endpoint service\. Must be the id of an endpoint,/,
        later: ["endpointId"],
    }),
    badFacts("ids.idsOfSecurityGroups", {
        part: GROUPED,
        at: "securityGroupIds",
        changes: [{ securityGroupIds: ["vpc-1"] }, { securityGroupIds: ["sg-1", "sg-2 "] }],
        says: /which is the id of a VPC|Remove the blanks around the id/,
        later: ["securityGroupIds"],
    }),
    badFacts("ids.vpcIds", {
        part: NAMES,
        at: "vpcIds",
        changes: { vpcIds: ["vpc-1", "vsw-1"] },
        says: /^found "vsw-1", which is the id of a vSwitch\. Must be the id of a VPC/,
        later: ["vpcIds"],
    }),
    badFacts("endpointServices.regionOfServiceName", {
        part: NAMED,
        at: "serviceName",
        changes: {
            serviceName: "com.aliyuncs.privatelink.cn-hangzhou.epsrv-1",
            policyDocument: undefined,
            serviceRegionId: "cn-shanghai",
        },
        says: /a service of cn-hangzhou, but serviceRegionId is "cn-shanghai"/,
        later: ["serviceName", "serviceRegionId"],
    }),
    badFacts("zones.zoneFound", {
        part: NAMED,
        at: "zones[0].zoneId",
        changes: { "zones[0].zoneId": `${REGION}z` },
        says: /^found "eu-central-1z"\. The zones of this region are eu-central-1a, eu-central-1b, eu-central-1c\./,
    }),
    badFacts("zones.vswitchFound", {
        part: OFFERED,
        at: "zones[0].vswitchId",
        changes: { "zones[0].vswitchId": ODD.nobodysVswitch },
        says: /^found "vsw-nobodys"\. This account has no such vSwitch in this region/,
        later: ["zones[0].vswitchId"],
    }),
    badFacts("securityGroups.securityGroupFound", {
        part: GROUPED,
        at: "securityGroupIds[0]",
        changes: { securityGroupIds: [ODD.nobodysGroup] },
        says: /^found "sg-nobodys"\. This account has no such security group in this region/,
        later: ["securityGroupIds"],
    }),
    badValue("names.resourceName", { part: OFFERED, at: "endpointName" }),
    badValue("names.description", { part: OFFERED, at: "endpointDescription" }),
    badValue("names.serviceName", { part: NAMED, at: "serviceName", beside: WITHOUT_POLICY }),
    badValue("endpointServices.ipVersion", { part: OFFERED, at: "addressIpVersion" }),
    badValue("numbers.crossRegionBandwidth", { part: GROUPED, at: "crossRegionBandwidth" }),
    badValue("addresses.ipv4Address", { part: OFFERED, at: "zones[0].eniIp" }),
    badValue("values.aBoolean", { part: NAMED, at: "icmpAllowed", plain: true }),
    badValue("values.tags", { part: OFFERED, at: "tags" }),
    badValue("values.aList", { part: OFFERED, at: "zones", plain: true }),
    badFacts("values.knownArgument", {
        part: NAMED,
        at: "clientCidrBlock",
        changes: { clientCidrBlock: ["10.0.0.0/8"] },
        says: /does not exist in InterfaceEndpoint and would be ignored\. Use clientCidrBlocks/,
    }),
    badFacts("values.knownArgument", {
        part: OFFERED,
        at: "zones[0].vSwitchId",
        changes: { "zones[0].vSwitchId": "vsw-a" },
        says: /does not exist in zones\[0\] and would be ignored\. Use vswitchId/,
    }),
    badFacts("values.argumentType", {
        part: CHECK,
        at: "triggers",
        changes: [{ triggers: "a" }, { triggers: 1 }, { triggers: {} }],
        says: /Must be a list\.$/,
    }),
    badFacts("values.noResource", {
        part: OFFERED,
        at: "vpcId",
        changes: { vpcId: { __pulumiResource: true, name: "x".repeat(20_000) } },
        says: /found a whole resource\. Must be one of its properties, for instance its id\.$/,
    }),
    badValue("values.plainValue", { part: NAMED, at: "clientCidrBlocks", plain: true }),
    badValue("values.anObject", { part: NAMED, at: "ports[0]", plain: true }),
    badValue("contracts.contractVersion", {
        part: OFFERED,
        at: "offer.contractVersion",
        plain: true,
    }),
    badValue("numbers.port", { part: NAMED, at: "ports[0].port", plain: true }),
    badValue("securityGroups.transportProtocol", {
        part: NAMED,
        at: "ports[0].protocol",
        plain: true,
    }),
    badValue("securityGroups.clientCidrBlock", {
        part: NAMED,
        at: "clientCidrBlocks[0]",
        plain: true,
    }),
    badValue("securityGroups.clientCidrBlocksDistinct", {
        part: NAMED,
        at: "clientCidrBlocks",
        plain: true,
    }),
    badValue("securityGroups.securityGroupCount", { part: GROUPED, at: "securityGroupIds" }),
    badFacts("securityGroups.securityGroupIds", {
        part: GROUPED,
        at: "securityGroupIds",
        changes: [{ securityGroupIds: ["sg-1", "sg-1"] }, { securityGroupIds: ["sg-1", ""] }],
        says: /(List each security group only once|An id must not be empty)\.$/,
        later: ["securityGroupIds"],
    }),
    badFacts("securityGroups.clientsNotEveryone", {
        part: NAMED,
        at: "clientCidrBlocks",
        changes: { clientCidrBlocks: ["128.0.0.0/1", "0.0.0.0/1"] },
        says: /Together they cover all addresses and open/,
    }),
    badFacts("securityGroups.clientCidrBlocksNotEmpty", {
        part: NAMED,
        at: "clientCidrBlocks",
        changes: { clientCidrBlocks: [] },
        says: /Must list at least one CIDR block\.$/,
    }),
    badFacts("securityGroups.portsNotEmpty", {
        part: NAMED,
        at: "ports",
        changes: [{ ports: [] }, { ports: undefined }],
        says: /Must list at least one port that clients may reach\.$/,
    }),
    badFacts("listeners.servicePorts", {
        part: NAMED,
        at: "ports",
        changes: { ports: [{ port: 443 }, { port: 443, protocol: "tcp" }] },
        says: /^"tcp-443" is listed more than once\./,
    }),
    badFacts("zones.endpointZonesNotEmpty", {
        part: OFFERED,
        at: "zones",
        changes: [{ zones: [] }, { zones: undefined }],
        says: /Must list at least one zone\.$/,
    }),
    badFacts("zones.zonesDistinct", {
        part: OFFERED,
        at: "zones",
        changes: { zones: [ZONE_A, ZONE_B, ZONE_A] },
        says: /^"eu-central-1a" is listed more than once\./,
    }),
    badFacts("zones.offeredZone", {
        part: OFFERED,
        at: "zones[1].zoneId",
        changes: { zones: [ZONE_A, ZONE_C] },
        says: /^found "eu-central-1c"\. The service can be reached in eu-central-1a, eu-central-1b only; the endpoint shares eu-central-1a with it\.$/,
    }),
    badFacts("zones.offeredZone", {
        part: NAMED,
        at: "zones[0].zoneId",
        changes: {
            ...WITHOUT_POLICY,
            serviceName: `com.aliyuncs.privatelink.${REGION}.${ODD.ownService}`,
        },
        says: /^found "eu-central-1a"\. The service can be reached in eu-central-1c only; the endpoint shares none of them\.$/,
        later: ["serviceName"],
    }),
    badFacts("zones.zoneOfRegion", {
        part: GROUPED,
        at: "zones[0].zoneId",
        changes: {
            serviceRegionId: "cn-hangzhou",
            zones: [{ ...ZONE_A, zoneId: "cn-hangzhou-b" }],
            preflight: "offline",
        },
        says: /^found "cn-hangzhou-b", but the endpoint would be created in eu-central-1\./,
    }),
    badFacts("zones.vswitchZone", {
        part: OFFERED,
        at: "zones[0].vswitchId",
        changes: { "zones[0].vswitchId": "vsw-b" },
        says: /^found "vsw-b", which is in eu-central-1b\. Must be a vSwitch in eu-central-1a/,
        later: ["zones[0].vswitchId"],
    }),
    badFacts("zones.vswitchVpc", {
        part: OFFERED,
        at: "zones[0].vswitchId",
        changes: { "zones[0].vswitchId": ODD.vswitchElsewhere },
        says: /^found "vsw-elsewhere", which is in VPC vpc-2\./,
        later: ["zones[0].vswitchId"],
    }),
    badFacts("addresses.addressInVswitch", {
        part: OFFERED,
        at: "zones[0].eniIp",
        changes: [
            { "zones[0].eniIp": "192.168.0.9" },
            { "zones[0].eniIp": "10.255.255.254" },
            { "zones[0].eniIp": "10.0.0.0" },
        ],
        says: /^found "[\d.]+", which/,
        later: ["zones[0].eniIp"],
    }),
    badFacts("addresses.addressFree", {
        part: OFFERED,
        at: "zones[0].eniIp",
        changes: { "zones[0].eniIp": ODD.takenAddress },
        says: /^found "10\.0\.77\.77", which instance i-1 has in vSwitch vsw-a\. Use another/,
        later: ["zones[0].eniIp"],
    }),
    badFacts("addresses.addressesDistinct", {
        part: OFFERED,
        at: "zones",
        changes: { zones: [ZONE_A, ZONE_B].map((zone) => ({ ...zone, eniIp: "10.20.0.9" })) },
        says: /^"10\.20\.0\.9" is listed more than once\./,
    }),
    badFacts("endpointServices.exactlyOneService", {
        part: GROUPED,
        at: "serviceId",
        changes: { serviceName: OFFER.serviceName },
        says: /^is set together with serviceName\. Set exactly one/,
        byPresence: true,
        later: ["serviceName"],
    }),
    badFacts("endpointServices.exactlyOneService", {
        part: OFFERED,
        at: "offer",
        changes: { offer: undefined },
        says: /^is missing\. Set exactly one of offer, serviceName and serviceId\.$/,
    }),
    badFacts("endpointServices.serviceRegion", {
        part: OFFERED,
        at: "offer.regionId",
        changes: { offer: { ...OFFER, regionId: "cn-hangzhou" } },
        says: /^the service is in cn-hangzhou, but the endpoint would be created in eu-central-1\./,
    }),
    badFacts("endpointServices.crossesRegions", {
        part: GROUPED,
        at: "crossRegionBandwidth",
        changes: { serviceRegionId: REGION, crossRegionBandwidth: 200 },
        says: /^is set for a service in eu-central-1, which is the endpoint's own region\./,
        later: ["serviceRegionId", "crossRegionBandwidth"],
    }),
    badFacts("endpointServices.policyDocument", {
        part: NAMED,
        at: "policyDocument",
        changes: { policyDocument: "{}", serviceName: OFFER.serviceName },
        says: /^is set for com\.aliyuncs\.\S+\.epsrv-1, which is not a service of Alibaba Cloud itself\./,
        later: ["policyDocument", "serviceName"],
    }),
    badFacts("endpointServices.policyDocument", {
        part: GROUPED,
        at: "policyDocument",
        changes: { policyDocument: "{", serviceId: "epsrv-1" },
        says: /Must be a policy in JSON\.$/,
        later: ["policyDocument", "serviceId"],
    }),
    badFacts("endpointServices.policyDocument", {
        part: NAMED,
        at: "policyDocument",
        changes: { policyDocument: "Version: 1" },
        says: /Must be a policy in JSON\.$/,
        later: ["policyDocument"],
    }),
    badFacts("contracts.contractField", {
        part: OFFERED,
        at: "offer.zoneIds",
        changes: [
            { offer: { ...OFFER, zoneIds: [] } },
            { offer: { ...OFFER, zone_ids: OFFER.zoneIds } },
        ],
        says: /^(must list at least one zone|is given in both spellings, .*)\. Use the offer as/,
    }),
    badFacts("securityGroups.portsKnown", {
        part: OFFERED,
        at: "ports",
        changes: { offer: pulumi.output(OFFER), ports: undefined },
        says: /^is missing, and those of the offer are known only later\. Set ports/,
    }),
    badFacts("accounts.offeredToConsumer", {
        part: OFFERED,
        at: "offer.consumerAccountId",
        changes: { offer: accountOffer({ ...OFFER, accountId: PARTNER }, CUSTOMER) },
        says: /^the offer is for account 5555666677778888, and the credentials belong to account 1234567890123456\./,
    }),
    badFacts("accounts.consumerAllowed", {
        part: OFFERED,
        at: "offer.allowedAccountIds",
        changes: { offer: { ...OFFER, accountId: CUSTOMER, allowedAccountIds: [] } },
        says: /^account 1234567890123456 is not on the whitelist of/,
    }),
    badFacts("loadBalancers.onlyForNew", {
        part: GROUPED,
        at: "icmpAllowed",
        changes: { icmpAllowed: true },
        says: /^is set together with securityGroupIds\. It only applies to a new security group/,
    }),
    badFacts("securityGroups.securityGroupVpc", {
        part: GROUPED,
        at: "securityGroupIds[0]",
        changes: { securityGroupIds: [ODD.groupElsewhere] },
        says: /^security group sg-elsewhere belongs to VPC vpc-2\. Must be a security group of VPC vpc-1/,
        later: ["securityGroupIds"],
    }),
    // The rules of a group that comes later may come after it.
    badFacts("securityGroupRules.portsOpen", {
        part: GROUPED,
        at: "securityGroupIds",
        changes: { securityGroupIds: [ODD.shutGroup], ports: [{ port: 443 }] },
        says: /^no rule of the security groups allows traffic to tcp port 443\./,
    }),
    badFacts("securityGroupRules.rulesNotContained", {
        part: GROUPED,
        at: "securityGroupIds[0]",
        changes: { securityGroupIds: [ODD.doubleGroup] },
        says: /^in sg-double, the rule "Accept TCP 443\/443 from 10\.1\.8\.0\/24" .* is redundant/,
    }),
    badFacts("securityGroupRules.rulesNotWider", {
        part: GROUPED,
        at: "securityGroupIds",
        changes: {
            securityGroupIds: [ODD.wideGroup],
            ports: [{ port: 443 }],
            clientCidrBlocks: ["10.1.0.0/16"],
        },
        says: /^the rule "Accept TCP 443\/443 from 10\.0\.0\.0\/8" .* allows more than traffic from 10\.1\.0\.0\/16/,
    }),
    badFacts("securityGroups.vpcOfClients", {
        part: OFFERED,
        at: "vpcId",
        changes: { vpcId: ODD.vpcNobodys },
        says: /^there is no VPC vpc-nobodys to take the clients' address range from\./,
        later: ["vpcId"],
    }),
    badFacts("endpointServices.endpointIpVersion", {
        part: OFFERED,
        at: "addressIpVersion",
        changes: { addressIpVersion: "DualStack" },
        says: /^found "DualStack", but VPC vpc-1 has no IPv6 range\./,
        later: ["addressIpVersion"],
    }),
    badFacts("quotas.endpointQuota", {
        part: OFFERED,
        at: "vpcId",
        changes: { vpcId: ODD.fullVpc },
        says: /^VPC vpc-full has 1 of at most 1 endpoints \(quota pvl_quota_total_ep_per_vpc\)/,
        later: ["vpcId"],
        answer: quotasUsedUp,
    }),
];

const ONLINE = { preflight: undefined };

const OF_A_CHECK: readonly Mistake[] = [
    badValue("connectivity.scriptId", { part: CHECK, at: "clientInstanceId" }),
    badValue("values.required", { part: CHECK, at: "endpointId" }),
    badValue("numbers.port", { part: CHECK, at: "port" }),
    badValue("connectivity.domainName", { part: CHECK, at: "endpointDomain" }),
    badValue("connectivity.checkProtocol", { part: CHECK, at: "protocol" }),
    badValue("connectivity.scriptId", { part: CHECK, at: "endpointId" }),
    badValue("connectivity.urlPath", { part: CHECK, at: "path" }),
    badValue("connectivity.httpStatus", { part: CHECK, at: "expectedStatus" }),
    badValue("connectivity.checkSeconds", { part: CHECK, at: "timeoutSeconds", plain: true }),
    badValue("connectivity.serverName", { part: CHECK, at: "serverName" }),
    badValue("connectivity.caCertificate", { part: CHECK, at: "caCertificate" }),
    badFacts("connectivity.serverNameForHttps", {
        part: CHECK,
        at: "serverName",
        changes: [{ protocol: "http" }, { protocol: "tcp" }],
        says: /^is set for the protocol "(http|tcp)", which has no certificate\./,
        later: ["protocol"],
    }),
    badFacts("connectivity.caCertificateForName", {
        part: CHECK,
        at: "caCertificate",
        changes: { serverName: undefined },
        says: /^is set without serverName, so that no certificate is verified\./,
    }),
    badFacts("connectivity.seenEndpointOfHttp", {
        part: CHECK,
        at: "consumerIdentity",
        changes: {
            protocol: "tcp",
            consumerIdentity: true,
            serverName: undefined,
            caCertificate: undefined,
        },
        says: /^is true for the protocol "tcp", which makes only a connection/,
        later: ["protocol"],
    }),
    badFacts("connectivity.endpointFound", {
        part: CHECK,
        at: "endpointId",
        changes: { ...ONLINE, endpointId: ODD.nobodysEndpoint },
        says: /^found "ep-nobodys"\. This account has no such endpoint in this region/,
        later: ["endpointId"],
    }),
    badFacts("connectivity.clientRunning", {
        part: CHECK,
        at: "clientInstanceId",
        changes: { ...ONLINE, clientInstanceId: ODD.stoppedClient },
        says: /^instance i-stopped is Stopped\. Start it/,
        later: ["clientInstanceId"],
    }),
    badFacts("connectivity.clientInVpc", {
        part: CHECK,
        at: "clientInstanceId",
        changes: { ...ONLINE, clientInstanceId: ODD.clientElsewhere },
        says: /^instance i-elsewhere is in vpc-2, but the endpoint is in vpc-1\./,
        later: ["clientInstanceId"],
    }),
    badFacts("connectivity.clientHasCloudAssistant", {
        part: CHECK,
        at: "clientInstanceId",
        changes: { ...ONLINE, clientInstanceId: "i-1" },
        says: /^Cloud Assistant does not run on instance i-1\./,
        later: ["clientInstanceId"],
        around: async (test) => {
            answered.hasAgent = false;
            try {
                await test();
            } finally {
                answered.hasAgent = true;
            }
        },
    }),
];

const OF_A_NAME: readonly Mistake[] = [
    badFacts("privateDnsNames.hostNamesOffered", {
        part: NAMES,
        at: "hostNames",
        changes: { hostNames: undefined, offer: OFFER },
        says: /^is missing, and the offer has no host names\./,
    }),
    badFacts("privateDnsNames.certificateFits", {
        part: NAMES,
        at: "hostNames[0]",
        changes: { "offer.hostNames": ["stock.internal.example"] },
        says: /^the certificate of the service is valid for stock\.internal\.example, but not for orders\./,
    }),
    badFacts("privateDnsNames.vpcFound", {
        part: NAMES,
        at: "vpcIds[1]",
        changes: { vpcIds: ["vpc-1", ODD.vpcNobodys] },
        says: /^found "vpc-nobodys"\. This account has no such VPC in this region/,
        later: ["vpcIds"],
    }),
    badValue("values.required", { part: NAMES, at: "zoneName", plain: true }),
    badValue("connectivity.domainName", { part: NAMES, at: "zoneName", plain: true }),
    badValue("connectivity.domainName", { part: NAMES, at: "endpointDomain" }),
    badValue("privateDnsNames.hostName", { part: NAMES, at: "hostNames[0]", plain: true }),
    badValue("privateDnsNames.hostNamesDistinct", { part: NAMES, at: "hostNames", plain: true }),
    badValue("privateDnsNames.hostNamesNotEmpty", { part: NAMES, at: "hostNames", plain: true }),
    badValue("privateDnsNames.vpcsNotEmpty", { part: NAMES, at: "vpcIds" }),
    badValue("privateDnsNames.endpointZoneAddressesNotEmpty", {
        part: NAMES_OF_ADDRESSES,
        at: "zones",
        plain: true,
    }),
    badValue("privateDnsNames.recordTtl", { part: NAMES, at: "ttlSeconds" }),
    badValue("values.nonEmpty", { part: NAMES, at: "connectionStatus" }),
    badValue("addresses.ipv4Address", { part: NAMES_OF_ADDRESSES, at: "zones[0].eniIp" }),
    badFacts("privateDnsNames.exactlyOneTarget", {
        part: NAMES,
        at: "endpointDomain",
        changes: [{ endpointDomain: undefined }, { zones: [{ zoneId: "a", eniIp: "10.0.0.9" }] }],
        says: /^exactly one of endpointDomain \(CNAME records\) and zones \(A records\) must be set\.$/,
    }),
    badFacts("privateDnsNames.oneKindOfRecord", {
        part: NAMES,
        at: "endpointDomain",
        changes: { hostNames: [DEPLOYED.nameOfAddresses] },
        says: /^by-address\.internal\.example has an A record in each of eu-central-1a, eu-central-1b, /,
    }),
];

const BLOCKS = "vswitchCidrBlocks";

const OF_A_PLAN: readonly Mistake[] = [
    badValue("addresses.vpcCidrBlock", { part: PLAN, at: "vpcCidrBlock", plain: true }),
    badFacts("addresses.vswitchCidrBlock", {
        part: PLAN,
        at: `${BLOCKS}["${REGION}a"]`,
        changes: { [BLOCKS]: { [`${REGION}a`]: "192.168.1.0/24" } },
        says: /^found "192\.168\.1\.0\/24", which is not in 10\.20\.0\.0\/16/,
    }),
    badFacts("addresses.vswitchesDisjoint", {
        part: PLAN,
        at: BLOCKS,
        changes: { [BLOCKS]: { [`${REGION}a`]: "10.20.0.0/20", [`${REGION}b`]: "10.20.8.0/24" } },
        says: /which overlap\./,
    }),
    badFacts("addresses.addressInVswitch", {
        part: PLAN,
        at: `addresses["${REGION}a"][0]`,
        changes: { addresses: { [`${REGION}a`]: ["10.20.1.9"] } },
        says: /^found "10\.20\.1\.9", which/,
    }),
];

export const CONSUMER_MISTAKES: readonly Mistake[] = [
    ...OF_AN_ENDPOINT,
    ...OF_A_CHECK,
    ...OF_A_NAME,
    ...OF_A_PLAN,
    badFacts("values.plainValue", {
        part: OFFERED,
        at: "zones[0].zoneId",
        changes: { "zones[0].zoneId": pulumi.output(`${REGION}a`) },
        says: /^is known only later\. Must be a plain value/,
    }),
];
