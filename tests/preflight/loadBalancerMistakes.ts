import { REGION } from "../unit/cloud";
import { withDeployedBalancers } from "./deployedState";
import { badFacts, badValue, type Mistake } from "./mistake";
import { ODD } from "./oddCloud";

const CLB = "a new CLB, billed by specification";
const EXISTING_CLB = "an existing CLB";
const ALB = "a new ALB with every option of its servers";
const ALB_WITH_COOKIE = "a new ALB whose servers are known by address and set a cookie";
const EXISTING_ALB = "an existing ALB";

const ZONE_A = { zoneId: `${REGION}a`, vswitchId: "vsw-a", address: "10.10.0.9" };

const LISTENER = "listeners[0]";
const HEALTH_CHECK = "listeners[0].healthCheck";

const OF_A_CLB: readonly Mistake[] = [
    badValue("values.required", { part: CLB, at: "vswitchId" }),
    badValue("values.nonEmpty", { part: CLB, at: "vswitchId" }),
    badValue("values.nonEmpty", { part: CLB, at: "zoneId" }),
    badValue("values.nonEmpty", { part: CLB, at: "loadBalancerSpec" }),
    badValue("values.nonEmpty", { part: CLB, at: "resourceGroupId" }),
    badValue("values.nonEmpty", { part: CLB, at: "backendServers[0].serverId" }),
    badValue("values.nonEmpty", { part: CLB, at: "listeners[1].serverCertificateId" }),
    badValue("names.clbName", { part: CLB, at: "loadBalancerName" }),
    badValue("addresses.ipv4Address", { part: CLB, at: "address" }),
    badValue("loadBalancers.instanceChargeType", { part: CLB, at: "instanceChargeType" }),
    badValue("values.aBoolean", { part: CLB, at: "deletionProtection" }),
    badValue("values.tags", { part: CLB, at: "tags" }),
    badValue("values.aList", { part: CLB, at: "listeners", plain: true }),
    badValue("values.aList", { part: CLB, at: "backendServers", plain: true }),
    badValue("values.anObject", { part: CLB, at: LISTENER, plain: true }),
    badValue("values.anObject", { part: CLB, at: "backendServers[0]", plain: true }),
    badValue("values.anObject", { part: CLB, at: HEALTH_CHECK, plain: true }),
    badValue("values.plainValue", { part: CLB, at: "listeners", plain: true }),
    badValue("values.plainValue", { part: CLB, at: `${LISTENER}.port`, plain: true }),
    badValue("values.plainValue", { part: CLB, at: HEALTH_CHECK, plain: true }),
    badValue("numbers.port", { part: CLB, at: `${LISTENER}.port`, plain: true }),
    badValue("numbers.port", { part: CLB, at: `${LISTENER}.backendPort` }),
    badValue("numbers.port", { part: CLB, at: `${HEALTH_CHECK}.port` }),
    badValue("numbers.weight", { part: CLB, at: "backendServers[0].weight" }),
    badValue("listeners.clbListenerProtocol", {
        part: CLB,
        at: `${LISTENER}.protocol`,
        plain: true,
    }),
    badValue("listeners.clbScheduler", { part: CLB, at: `${LISTENER}.scheduler` }),
    badValue("names.clbListenerDescription", { part: CLB, at: `${LISTENER}.description` }),
    badValue("numbers.clbListenerBandwidth", { part: CLB, at: `${LISTENER}.bandwidth` }),
    badValue("numbers.persistenceTimeout", {
        part: CLB,
        at: `${LISTENER}.persistenceTimeoutSeconds`,
    }),
    badValue("listeners.clbHealthCheckType", { part: CLB, at: `${HEALTH_CHECK}.type` }),
    badValue("names.healthCheckPath", { part: CLB, at: `${HEALTH_CHECK}.path` }),
    badValue("names.healthCheckDomain", { part: CLB, at: `${HEALTH_CHECK}.domain` }),
    badValue("names.healthCheckCodes", { part: CLB, at: `${HEALTH_CHECK}.httpCodes` }),
    badValue("numbers.healthCheckInterval", { part: CLB, at: `${HEALTH_CHECK}.intervalSeconds` }),
    badValue("numbers.healthCheckTimeout", { part: CLB, at: `${HEALTH_CHECK}.timeoutSeconds` }),
    badValue("numbers.healthCheckThreshold", {
        part: CLB,
        at: `${HEALTH_CHECK}.healthyThreshold`,
    }),
    badValue("numbers.healthCheckThreshold", {
        part: CLB,
        at: `${HEALTH_CHECK}.unhealthyThreshold`,
    }),
    badFacts("listeners.listenersNotEmpty", {
        part: CLB,
        at: "listeners",
        changes: [{ listeners: [] }, { listeners: undefined }],
        says: /^found \[\]\. A new load balancer needs at least one listener\.$/,
    }),
    badFacts("listeners.clbListenersDistinct", {
        part: CLB,
        at: "listeners",
        changes: { "listeners[1].port": 80 },
        says: /^tcp port 80 is listed more than once\./,
    }),
    badFacts("listeners.certificateForHttps", {
        part: CLB,
        at: "listeners[1].serverCertificateId",
        changes: { "listeners[1].serverCertificateId": undefined },
        says: /^is missing\. An HTTPS listener needs one\.$/,
    }),
    badFacts("listeners.certificateForHttps", {
        part: CLB,
        at: `${LISTENER}.serverCertificateId`,
        changes: { [`${LISTENER}.serverCertificateId`]: "cert-1" },
        says: /^is set for the protocol "tcp"\. Only an HTTPS listener can have one; remove it\.$/,
        byPresence: true,
        later: [`${LISTENER}.serverCertificateId`],
    }),
    badFacts("listeners.onlyForLayer4", {
        part: CLB,
        at: `${LISTENER}.persistenceTimeoutSeconds`,
        changes: { [`${LISTENER}.protocol`]: "http" },
        says: /^is set for the protocol "http"\. Only TCP and UDP listeners support it; remove it\.$/,
    }),
    badFacts("listeners.schedulerOfProtocol", {
        part: CLB,
        at: "listeners[1].scheduler",
        changes: { "listeners[1].scheduler": "sch" },
        says: /^found "sch"\. An HTTPS? listener cannot use it/,
        later: ["listeners[1].scheduler"],
    }),
    badFacts("listeners.healthCheckSwitch", {
        part: CLB,
        at: `${HEALTH_CHECK}.enabled`,
        changes: { [`${HEALTH_CHECK}.enabled`]: false },
        says: /^found false\. The health check of a TCP listener cannot be switched off\.$/,
        later: [`${HEALTH_CHECK}.enabled`],
    }),
    badFacts("servers.serversDistinct", {
        part: CLB,
        at: "backendServers",
        changes: { backendServers: [{ serverId: "i-1" }, { serverId: "i-1", weight: 5 }] },
        says: /^"i-1" is listed more than once\./,
    }),
    badFacts("addresses.addressInVswitch", {
        part: CLB,
        at: "address",
        changes: [
            { vswitchId: "vsw-a", address: "192.168.0.9" },
            { vswitchId: "vsw-a", address: "10.255.255.254" },
        ],
        says: /^found "(192\.168\.0\.9|10\.255\.255\.254)", which/,
        later: ["vswitchId", "address"],
    }),
    badFacts("loadBalancers.onlyForNew", {
        part: CLB,
        at: "vswitchId",
        changes: { loadBalancerId: "lb-1" },
        says: /^is set together with loadBalancerId\. It only applies to a new load balancer/,
        byPresence: true,
        later: ["loadBalancerId"],
    }),
    badFacts("loadBalancers.clbAddressType", {
        part: EXISTING_CLB,
        at: "loadBalancerId",
        changes: { loadBalancerId: ODD.publicClb },
        says: /^load balancer lb-public has the address type "internet"\./,
        later: ["loadBalancerId"],
    }),
    badFacts("loadBalancers.clbPaymentType", {
        part: EXISTING_CLB,
        at: "loadBalancerId",
        changes: { loadBalancerId: ODD.prepaidClb },
        says: /^load balancer lb-prepaid has the billing method "Subscription"\./,
        later: ["loadBalancerId"],
    }),
    badFacts("loadBalancers.loadBalancerFound", {
        part: EXISTING_CLB,
        at: "loadBalancerId",
        changes: { loadBalancerId: ODD.nobodysClb },
        says: /^found "lb-nobodys"\. This account has no load balancer of the type "slb"/,
        later: ["loadBalancerId"],
    }),
];

const GROUP = "serverGroup";
const GROUP_CHECK = "serverGroup.healthCheck";

const OF_AN_ALB: readonly Mistake[] = [
    badValue("values.nonEmpty", { part: ALB, at: "vpcId" }),
    badValue("values.nonEmpty", { part: ALB, at: "zones[0].vswitchId" }),
    badValue("values.nonEmpty", { part: ALB, at: "zones[0].zoneId", plain: true }),
    badValue("values.required", { part: ALB, at: "zones[0].address" }),
    badValue("addresses.ipv4Address", { part: ALB, at: "zones[0].address" }),
    badValue("names.albName", { part: ALB, at: "loadBalancerName" }),
    badValue("names.albName", { part: ALB, at: `${GROUP}.serverGroupName` }),
    badValue("loadBalancers.albEdition", { part: ALB, at: "edition" }),
    badValue("loadBalancers.albAddressType", { part: ALB, at: "addressType" }),
    badValue("loadBalancers.albAddressMode", { part: ALB, at: "addressAllocatedMode" }),
    badValue("values.aBoolean", { part: ALB, at: "deletionProtection" }),
    badValue("values.aBoolean", { part: ALB, at: `${GROUP_CHECK}.enabled` }),
    badValue("values.tags", { part: ALB, at: "tags" }),
    badValue("values.aList", { part: ALB, at: "zones", plain: true }),
    badValue("values.anObject", { part: ALB, at: "zones[0]", plain: true }),
    badValue("values.anObject", { part: ALB, at: GROUP, plain: true }),
    badValue("values.anObject", { part: ALB, at: GROUP_CHECK, plain: true }),
    badValue("values.anObject", { part: ALB, at: `${GROUP}.stickySession`, plain: true }),
    badValue("values.plainValue", { part: ALB, at: "zones[0].zoneId", plain: true }),
    badValue("numbers.port", { part: ALB, at: "listeners[0].port", plain: true }),
    badValue("numbers.port", { part: ALB, at: `${GROUP}.servers[0].port` }),
    badValue("numbers.weight", { part: ALB, at: `${GROUP}.servers[0].weight` }),
    badValue("listeners.albListenerProtocol", {
        part: ALB,
        at: "listeners[0].protocol",
        plain: true,
    }),
    badValue("names.albListenerDescription", { part: ALB, at: "listeners[0].description" }),
    badValue("numbers.idleTimeout", { part: ALB, at: "listeners[0].idleTimeoutSeconds" }),
    badValue("numbers.requestTimeout", { part: ALB, at: "listeners[0].requestTimeoutSeconds" }),
    badValue("servers.albServerProtocol", { part: ALB, at: `${GROUP}.protocol` }),
    badValue("servers.albScheduler", { part: ALB, at: `${GROUP}.scheduler` }),
    badValue("servers.albHealthCheckProtocol", { part: ALB, at: `${GROUP_CHECK}.protocol` }),
    badValue("servers.albHealthCheckMethod", { part: ALB, at: `${GROUP_CHECK}.method` }),
    badValue("names.albHealthCheckPath", { part: ALB, at: `${GROUP_CHECK}.path` }),
    badValue("names.healthCheckHost", { part: ALB, at: `${GROUP_CHECK}.host` }),
    badValue("servers.healthCodes", { part: ALB, at: `${GROUP_CHECK}.codes` }),
    badValue("numbers.cookieTimeout", {
        part: ALB,
        at: `${GROUP}.stickySession.cookieTimeoutSeconds`,
    }),
    badValue("names.cookie", { part: ALB_WITH_COOKIE, at: `${GROUP}.stickySession.cookie` }),
    badFacts("servers.cookieOrTimeout", {
        part: ALB_WITH_COOKIE,
        at: `${GROUP}.stickySession.cookieTimeoutSeconds`,
        changes: { [`${GROUP}.stickySession.cookieTimeoutSeconds`]: 60 },
        says: /^is set together with cookie\./,
        byPresence: true,
        later: [`${GROUP}.stickySession.cookieTimeoutSeconds`],
    }),
    badFacts("servers.serversNotEmpty", {
        part: ALB,
        at: `${GROUP}.servers`,
        changes: [{ [`${GROUP}.servers`]: [] }, { [`${GROUP}.servers`]: undefined }],
        says: /Must list at least one server\.$/,
    }),
    badFacts("servers.serversOfOneKind", {
        part: ALB,
        at: `${GROUP}.servers`,
        changes: {
            [`${GROUP}.servers`]: [
                { serverId: "i-1", serverIp: "10.10.0.20" },
                { serverIp: "10.10.0.21" },
            ],
        },
        says: /^some servers have a serverId and others do not\./,
    }),
    badFacts("servers.serversDistinct", {
        part: ALB,
        at: `${GROUP}.servers`,
        changes: {
            [`${GROUP}.servers`]: [
                { serverId: "i-1", serverIp: "10.10.0.20" },
                { serverId: "i-2", serverIp: "10.10.0.20", port: 80 },
            ],
        },
        says: /^"10\.10\.0\.20:80" is listed more than once\./,
    }),
    badFacts("servers.serversForListeners", {
        part: ALB,
        at: GROUP,
        changes: { [GROUP]: undefined },
        says: /^is missing\. Listeners need servers to forward requests to\.$/,
    }),
    badFacts("listeners.albListenersDistinct", {
        part: ALB,
        at: "listeners",
        changes: { "listeners[1].port": 80 },
        says: /^port 80 is listed more than once\./,
    }),
    badFacts("listeners.certificateForHttps", {
        part: ALB,
        at: "listeners[1].certificateId",
        changes: { "listeners[1].certificateId": undefined },
        says: /^is missing\. An HTTPS listener needs one\.$/,
    }),
    badFacts("listeners.onlyForHttps", {
        part: ALB,
        at: "listeners[0].securityPolicyId",
        changes: { "listeners[0].securityPolicyId": "tls_cipher_policy_1_2" },
        says: /^is set for the protocol "HTTP"\. Only an HTTPS listener can have one; remove it\.$/,
        byPresence: true,
        later: ["listeners[0].securityPolicyId"],
    }),
    badFacts("loadBalancers.httpsServersForEdition", {
        part: ALB,
        at: `${GROUP}.protocol`,
        changes: { edition: "Basic", [`${GROUP}.protocol`]: "HTTPS" },
        says: /^found "HTTPS"\. A load balancer of the edition "Basic" only connects to its servers with HTTP;/,
        later: ["edition", `${GROUP}.protocol`],
    }),
    badFacts("loadBalancers.listenerForHttpsServers", {
        part: ALB,
        at: "listeners[0].protocol",
        changes: { [`${GROUP}.protocol`]: "HTTPS" },
        says: /^found "HTTP"\. HTTPS servers need an HTTPS listener\.$/,
        later: [`${GROUP}.protocol`],
    }),
    badFacts("zones.albZoneCount", {
        part: ALB,
        at: "zones",
        changes: [{ zones: [ZONE_A] }, { zones: [] }, { zones: Array(11).fill(ZONE_A) }],
        says: /An ALB needs 2 to 10 zones\.$/,
    }),
    badFacts("zones.zonesDistinct", {
        part: ALB,
        at: "zones",
        changes: { zones: [ZONE_A, { ...ZONE_A, address: "10.10.0.10" }] },
        says: /^"eu-central-1a" is listed more than once\./,
    }),
    badFacts("addresses.addressesDistinct", {
        part: ALB,
        at: "zones",
        changes: { "zones[1].address": ZONE_A.address },
        says: /^"10\.10\.0\.9" is listed more than once\./,
    }),
    badFacts("zones.vswitchZone", {
        part: ALB,
        at: "zones[1].vswitchId",
        changes: { "zones[1].vswitchId": "vsw-a2" },
        says: /^found "vsw-a2", which is in eu-central-1a\. Must be a vSwitch in eu-central-1b/,
        later: ["zones[1].vswitchId"],
    }),
    badFacts("zones.vswitchVpc", {
        part: ALB,
        at: "zones[0].vswitchId",
        changes: { "zones[0].vswitchId": ODD.vswitchElsewhere },
        says: /^found "vsw-elsewhere", which is in VPC vpc-2\. Must be a vSwitch of VPC vpc-1/,
        later: ["zones[0].vswitchId"],
    }),
    badFacts("addresses.addressInVswitch", {
        part: ALB,
        at: "zones[0].address",
        changes: [{ "zones[0].address": "192.168.0.9" }, { "zones[0].address": "10.0.0.0" }],
        says: /^found "(192\.168\.0\.9|10\.0\.0\.0)", which/,
        later: ["zones[0].address"],
    }),
    badFacts("zones.existingAlbZoneCount", {
        part: EXISTING_ALB,
        at: "zones",
        changes: { zones: [] },
        says: /^found \[\]\. Must list 1 to 10 zones of the load balancer\.$/,
    }),
    badFacts("loadBalancers.existingLoadBalancerZone", {
        part: EXISTING_ALB,
        at: "zones[0].zoneId",
        changes: { "loadBalancerId": ODD.albInAAndB, "zones[0].zoneId": `${REGION}c` },
        says: /^found "eu-central-1c"\. Load balancer alb-in-a-and-b is in eu-central-1a, eu-central-1b only; use one of its zones\.$/,
        later: ["loadBalancerId"],
    }),
    badFacts("loadBalancers.existingAddressType", {
        part: EXISTING_ALB,
        at: "addressType",
        changes: { loadBalancerId: ODD.publicAlb },
        says: /^load balancer alb-public has the address type "Internet", but addressType is "Intranet"/,
        later: ["loadBalancerId"],
    }),
];

const SERVERS = Array.from({ length: 201 }, (_, index) => ({
    serverId: `i-${index}`,
    serverIp: `10.10.${3 + Math.floor(index / 100)}.${index % 100}`,
}));

const answer = withDeployedBalancers;
const AS_BILLED = { instanceChargeType: "PayByCLCU" };
const OF_CHANGES: readonly Mistake[] = [
    badFacts("loadBalancerChanges.replacedLoadBalancerNotInUse", {
        part: CLB,
        at: "secondaryZoneId",
        changes: { ...AS_BILLED, secondaryZoneId: `${REGION}c` },
        says: /replaces load balancer lb-deployed, which cannot be detached from service epsrv-1 while endpoints are connected: ep-1\./,
        later: ["secondaryZoneId"],
        answer,
    }),
    badFacts("loadBalancerChanges.replacedLoadBalancerNotInUse", {
        part: ALB,
        at: "addressAllocatedMode",
        changes: { addressAllocatedMode: "Dynamic" },
        says: /replaces load balancer alb-deployed, .*: ep-1\./,
        later: ["addressAllocatedMode"],
        answer,
    }),
    badFacts("loadBalancerChanges.formerLoadBalancerNotInUse", {
        part: EXISTING_CLB,
        at: "loadBalancerId",
        changes: { loadBalancerId: "lb-2" },
        says: /^"lb-2" would replace load balancer lb-deployed, which this component created .*: ep-1\./,
        later: ["loadBalancerId"],
        answer,
    }),
    badFacts("loadBalancerChanges.replacedLoadBalancerNotProtected", {
        part: EXISTING_CLB,
        at: "loadBalancerId",
        changes: { loadBalancerId: "lb-2" },
        says: /First set deletionProtection to false/,
        later: ["loadBalancerId"],
        answer,
    }),
    badFacts("loadBalancerChanges.replacedLoadBalancerNotProtected", {
        part: CLB,
        at: "zoneId",
        changes: { ...AS_BILLED, zoneId: `${REGION}c` },
        says: /First set deletionProtection to false/,
        later: ["zoneId"],
        answer,
    }),
    badFacts("loadBalancerChanges.addressNotInUse", {
        part: CLB,
        at: "address",
        changes: { ...AS_BILLED, resourceGroupId: "rg-2" },
        says: /^found "10\.10\.0\.9", which load balancer lb-deployed has\. Changing resourceGroupId /,
        later: ["resourceGroupId"],
        answer,
    }),
    badFacts("loadBalancerChanges.addressNotInUse", {
        part: ALB_WITH_COOKIE,
        at: "zones[0].address",
        changes: { addressAllocatedMode: "Dynamic" },
        says: /^found "10\.10\.0\.9", .* Changing addressAllocatedMode /,
        later: ["addressAllocatedMode"],
        answer,
    }),
    badFacts("loadBalancerChanges.chargeTypeNotReverted", {
        part: CLB,
        at: "instanceChargeType",
        changes: { instanceChargeType: "PayBySpec" },
        says: /^cannot be changed from "PayByCLCU" to "PayBySpec"/,
        answer,
    }),
    badFacts("loadBalancerChanges.editionNotLowered", {
        part: ALB,
        at: "edition",
        changes: { edition: "Basic" },
        says: /^cannot be changed from "Standard" to "Basic"/,
        answer,
    }),
    badFacts("loadBalancerChanges.healthCheckDomainNotRemoved", {
        part: CLB,
        at: `${HEALTH_CHECK}.domain`,
        changes: { ...AS_BILLED, [`${HEALTH_CHECK}.domain`]: undefined },
        says: /^is missing, but the provider cannot remove the host name "orders\.example"/,
        answer,
    }),
    badFacts("loadBalancerChanges.removedZoneNotInUse", {
        part: ALB,
        at: "zones",
        changes: {
            "zones[1]": { zoneId: `${REGION}c`, vswitchId: "vsw-c", address: "10.10.2.9" },
        },
        says: /^"\S+" is missing, but epsrv-1 uses load balancer alb-deployed in that zone\./,
        answer,
    }),
    badFacts("loadBalancerChanges.zoneMappingUnchanged", {
        part: ALB,
        at: "zones[0].address",
        changes: { "zones[0].address": "10.10.0.10" },
        says: /^cannot be changed from "10\.10\.0\.9" to "10\.10\.0\.10" while the load balancer is in /,
        later: ["zones[0].address"],
        answer,
    }),
    badFacts("loadBalancerChanges.serversPerCall", {
        part: ALB,
        at: "serverGroup.servers",
        changes: { "serverGroup.servers": SERVERS },
        says: /^this update adds 201 servers\. .* limits to 200\./,
    }),
    badFacts("loadBalancerChanges.serversPerCall", {
        part: EXISTING_CLB,
        at: "backendServers",
        changes: { backendServers: SERVERS.slice(0, 21).map(({ serverId }) => ({ serverId })) },
        says: /^this update adds 21 servers\. .* limits to 20\./,
    }),
];

export const LOAD_BALANCER_MISTAKES: readonly Mistake[] = [
    ...OF_A_CLB,
    ...OF_CHANGES,
    ...OF_AN_ALB,
];
