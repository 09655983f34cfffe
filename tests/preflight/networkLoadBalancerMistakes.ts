import { REGION } from "../unit/cloud";
import { badFacts, badValue, type Mistake } from "./mistake";
import { ODD } from "./oddCloud";

const NLB = "a new NLB with every option of its servers";
const NLB_WITH_RANGE = "a new NLB that listens on a range";
const EXISTING_NLB = "an existing NLB";

const ZONE_A = { zoneId: `${REGION}a`, vswitchId: "vsw-a" };
const GROUP = "serverGroup";
const CHECK = "serverGroup.healthCheck";
const SERVER = "serverGroup.servers[0]";

/** What can be wrong with an NLB. */
export const NETWORK_LOAD_BALANCER_MISTAKES: readonly Mistake[] = [
    badValue("values.required", { part: NLB, at: "vpcId" }),
    badValue("ids.vpcId", { part: NLB, at: "vpcId" }),
    badValue("ids.nlbId", { part: EXISTING_NLB, at: "loadBalancerId" }),
    badValue("ids.networkInterfaceId", {
        part: NLB,
        at: `${GROUP}.servers[1].networkInterfaceId`,
    }),
    badValue("ids.serverId", { part: NLB, at: `${SERVER}.serverId` }),
    badValue("values.nonEmpty", { part: NLB, at: "vpcId" }),
    badValue("values.nonEmpty", { part: NLB, at: "zones[1].vswitchId" }),
    badValue("values.nonEmpty", { part: NLB, at: `${SERVER}.name`, plain: true }),
    badValue("values.nonEmpty", { part: NLB, at: `${SERVER}.serverId` }),
    badValue("addresses.ipv4Address", { part: NLB, at: "zones[0].address" }),
    badValue("names.albName", { part: NLB, at: "loadBalancerName" }),
    badValue("values.aBoolean", { part: NLB, at: "crossZoneEnabled" }),
    badValue("values.aBoolean", { part: NLB, at: "consumerIdentity" }),
    badValue("values.aBoolean", { part: NLB, at: "deletionProtection" }),
    badValue("values.aBoolean", { part: NLB, at: `${GROUP}.clientAddressPreserved` }),
    badValue("values.tags", { part: NLB, at: "tags" }),
    badValue("values.anObject", { part: NLB, at: GROUP, plain: true }),
    badValue("values.anObject", { part: NLB, at: CHECK, plain: true }),
    badValue("securityGroups.securityGroupIds", { part: NLB, at: "securityGroupIds" }),
    badFacts("securityGroups.securityGroupFound", {
        part: NLB,
        at: "securityGroupIds[0]",
        changes: { securityGroupIds: [ODD.nobodysGroup] },
        says: /^found "sg-nobodys"\. This account has no such security group in this region/,
        later: ["securityGroupIds"],
    }),
    badFacts("securityGroups.securityGroupVpc", {
        part: NLB,
        at: "securityGroupIds[0]",
        changes: { securityGroupIds: [ODD.groupElsewhere] },
        says: /^security group sg-elsewhere belongs to VPC vpc-2\. Must be a security group of VPC vpc-1\.$/,
        later: ["securityGroupIds"],
    }),
    badValue("networkLoadBalancers.nlbAddressType", { part: NLB, at: "addressType" }),
    badValue("networkLoadBalancers.nlbListenerProtocol", {
        part: NLB,
        at: "listeners[0].protocol",
        plain: true,
    }),
    badValue("networkLoadBalancers.nlbListenerDescription", {
        part: NLB,
        at: "listeners[0].description",
    }),
    badValue("networkLoadBalancers.connectionsPerSecond", {
        part: NLB,
        at: "listeners[0].connectionsPerSecond",
    }),
    badValue("networkLoadBalancers.nlbScheduler", { part: NLB, at: `${GROUP}.scheduler` }),
    badValue("networkLoadBalancers.drainTimeout", {
        part: NLB,
        at: `${GROUP}.drainTimeoutSeconds`,
    }),
    badValue("networkLoadBalancers.nlbHealthCheckType", { part: NLB, at: `${CHECK}.type` }),
    badValue("networkLoadBalancers.nlbHealthCheckMethod", { part: NLB, at: `${CHECK}.method` }),
    badValue("networkLoadBalancers.privateServerAddress", {
        part: EXISTING_NLB,
        at: `${SERVER}.serverIp`,
    }),
    badValue("numbers.port", { part: NLB, at: "listeners[0].port", plain: true }),
    badValue("numbers.port", { part: NLB, at: `${SERVER}.port` }),
    badValue("numbers.weight", { part: NLB, at: `${SERVER}.weight` }),
    badFacts("networkLoadBalancers.nlbListenersDistinct", {
        part: NLB,
        at: "listeners",
        changes: { "listeners[1].port": 443 },
        says: /^TCP 443 and TCP 443 overlap\./,
    }),
    badFacts("networkLoadBalancers.lastPort", {
        part: NLB_WITH_RANGE,
        at: "listeners[0].lastPort",
        changes: { "listeners[0].lastPort": 7999 },
        says: /^found 7999\. Must be greater than the first port, 8000;/,
    }),
    badFacts("networkLoadBalancers.rangesTogether", {
        part: NLB,
        at: "listeners",
        changes: {
            "listeners[1].lastPort": 8500,
            [`${SERVER}.port`]: undefined,
            [`${GROUP}.servers[1].port`]: undefined,
        },
        says: /^Some listeners have a lastPort and others do not\./,
    }),
    badFacts("networkLoadBalancers.portOfServers", {
        part: NLB_WITH_RANGE,
        at: `${SERVER}.port`,
        changes: { [`${SERVER}.port`]: 8000 },
        says: /^is set for servers behind listeners of port ranges\./,
        byPresence: true,
        later: [`${SERVER}.port`],
    }),
    badFacts("networkLoadBalancers.checkedPortOfRange", {
        part: NLB_WITH_RANGE,
        at: `${CHECK}.port`,
        changes: [{ [`${CHECK}.port`]: undefined }, { [CHECK]: undefined }],
        says: /^is missing\. Servers behind listeners of port ranges have no port of their own/,
    }),
    badFacts("networkLoadBalancers.nlbServerIdentity", {
        part: NLB,
        at: SERVER,
        changes: [
            { [`${SERVER}.serverId`]: undefined },
            { [`${SERVER}.networkInterfaceId`]: "eni-2" },
        ],
        says: /Set one of serverId, networkInterfaceId and serverIp\.$/,
    }),
    badFacts("networkLoadBalancers.serverNamesDistinct", {
        part: NLB,
        at: `${GROUP}.servers`,
        changes: { [`${GROUP}.servers[1].name`]: "one" },
        says: /^"one" is listed more than once\./,
    }),
    badFacts("servers.serversForListeners", {
        part: NLB,
        at: GROUP,
        changes: { [GROUP]: undefined },
        says: /^is missing\. Listeners need servers to forward requests to\.$/,
    }),
    badFacts("networkLoadBalancers.clientAddressPreserved", {
        part: EXISTING_NLB,
        at: `${GROUP}.clientAddressPreserved`,
        changes: { [`${GROUP}.clientAddressPreserved`]: true },
        says: /^found true\. Servers that are known by serverIp/,
        later: [`${GROUP}.clientAddressPreserved`],
    }),
    badFacts("networkLoadBalancers.nlbIdleTimeout", {
        part: EXISTING_NLB,
        at: "listeners[0].idleTimeoutSeconds",
        changes: { "listeners[0].idleTimeoutSeconds": 60 },
        says: /^found 60\. Must be a whole number from 10 to 20 \(seconds\) for a UDP listener\.$/,
        later: ["listeners[0].idleTimeoutSeconds"],
    }),
    badFacts("networkLoadBalancers.identityOverTcp", {
        part: EXISTING_NLB,
        at: "consumerIdentity",
        changes: { consumerIdentity: true },
        says: /^found true beside a UDP listener on port 53\./,
        later: ["consumerIdentity"],
    }),
    badFacts("networkLoadBalancers.udpHealthCheck", {
        part: NLB,
        at: `${CHECK}.type`,
        changes: { [`${CHECK}.type`]: "UDP" },
        says: /^found "UDP", although a TCP listener forwards to the servers\./,
        later: [`${CHECK}.type`],
    }),
    badFacts("networkLoadBalancers.nlbZoneCount", {
        part: NLB,
        at: "zones",
        changes: [{ zones: [] }, { zones: Array(11).fill(ZONE_A) }],
        says: /Must list 1 to 10 zones\.$/,
    }),
    badFacts("networkLoadBalancers.zonesOfRegion", {
        part: NLB,
        at: "zones",
        changes: { zones: [ZONE_A] },
        says: /^found eu-central-1a only\. In a region with more zones an NLB needs two;/,
    }),
    badFacts("zones.zoneFound", {
        part: NLB,
        at: "zones[1].zoneId",
        changes: { "zones[1].zoneId": `${REGION}z` },
        says: /^found "eu-central-1z"\. The zones of this region that have NLBs are eu-central-1a,/,
    }),
    badFacts("zones.zonesDistinct", {
        part: NLB,
        at: "zones",
        changes: { zones: [ZONE_A, ZONE_A] },
        says: /^"eu-central-1a" is listed more than once\./,
    }),
    badFacts("zones.vswitchZone", {
        part: NLB,
        at: "zones[1].vswitchId",
        changes: { "zones[1].vswitchId": "vsw-a2" },
        says: /^found "vsw-a2", which is in eu-central-1a\. Must be a vSwitch in eu-central-1b/,
        later: ["zones[1].vswitchId"],
    }),
    badFacts("loadBalancers.onlyForNew", {
        part: EXISTING_NLB,
        at: "vpcId",
        changes: { vpcId: "vpc-1" },
        says: /^is set together with loadBalancerId\. It only applies to a new load balancer/,
        byPresence: true,
        later: ["vpcId"],
    }),
    badFacts("loadBalancers.existingAddressType", {
        part: EXISTING_NLB,
        at: "addressType",
        changes: { loadBalancerId: ODD.publicNlb },
        says: /has the address type "Internet", but addressType is "Intranet"/,
        later: ["loadBalancerId"],
    }),
    badFacts("loadBalancers.loadBalancerFound", {
        part: EXISTING_NLB,
        at: "loadBalancerId",
        changes: { loadBalancerId: ODD.nobodysNlb },
        says: /^found "nlb-nobodys"\. This account has no load balancer of the type "nlb"/,
        later: ["loadBalancerId"],
    }),
    badFacts("loadBalancers.existingLoadBalancerZone", {
        part: EXISTING_NLB,
        at: "zones[0].zoneId",
        changes: { "loadBalancerId": ODD.nlbInAAndB, "zones[0].zoneId": `${REGION}c` },
        says: /^found "eu-central-1c"\. Load balancer nlb-in-a-and-b is in eu-central-1a, eu-central-1b only/,
        later: ["loadBalancerId"],
    }),
    badFacts("networkLoadBalancers.nlbListenersDistinct", {
        part: NLB_WITH_RANGE,
        at: "listeners",
        changes: { "listeners[1]": { port: 8010, lastPort: 9000 } },
        says: /^TCP 8000 to \d+ and TCP 8010 to 9000 overlap\./,
    }),
    badFacts("servers.serversNotEmpty", {
        part: NLB,
        at: `${GROUP}.servers`,
        changes: { [`${GROUP}.servers`]: [] },
        says: /Must list at least one server/,
    }),
];
