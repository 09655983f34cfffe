import { CALLER, PARTNER, REGION } from "../unit/cloud";
import { badFacts, badValue, type Mistake } from "./mistake";
import { ODD } from "./oddCloud";

const MAP = "a map of consumers";
const CONSUMER = `consumers["${PARTNER}"]`;

export const CONSUMER_MAP_MISTAKES: readonly Mistake[] = [
    badValue("ids.serviceId", { part: MAP, at: "serviceId" }),
    badValue("values.anObject", { part: MAP, at: "consumers", plain: true }),
    badValue("values.anObject", { part: MAP, at: CONSUMER, plain: true }),
    badValue("numbers.bandwidth", { part: MAP, at: `${CONSUMER}.bandwidth` }),
    badValue("consumers.maxEndpoints", {
        part: MAP,
        at: `${CONSUMER}.maxEndpoints`,
        plain: true,
    }),
    badValue("consumers.endDate", { part: MAP, at: `${CONSUMER}.endDate`, plain: true }),
    badValue("consumers.zoneId", { part: MAP, at: `${CONSUMER}.zoneIds[0]`, plain: true }),
    badFacts("consumers.zoneOfAllowedRegion", {
        part: MAP,
        at: `${CONSUMER}.zoneIds[0]`,
        changes: { [`${CONSUMER}.regionIds`]: ["cn-hangzhou"] },
        says: /^found "eu-central-1a", which is in none of the allowed regions, cn-hangzhou\./,
    }),
    badFacts("endpointServices.supportedRegionsDistinct", {
        part: MAP,
        at: `${CONSUMER}.regionIds`,
        changes: { [`${CONSUMER}.regionIds`]: [REGION, REGION] },
        says: /^"eu-central-1" is listed more than once\. List each region only once\.$/,
    }),
    badFacts("zones.zonesDistinct", {
        part: MAP,
        at: `${CONSUMER}.zoneIds`,
        changes: { [`${CONSUMER}.zoneIds`]: [`${REGION}a`, `${REGION}a`] },
        says: /^"eu-central-1a" is listed more than once\. List each zone only once\.$/,
    }),
    badFacts("accounts.notTheOwner", {
        part: MAP,
        at: `consumers["${CALLER}"]`,
        changes: { preflight: "online", consumers: { [CALLER]: { zoneIds: [`${REGION}a`] } } },
        says: /^found "1234567890123456"\. This is the account that owns the service/,
    }),
    badFacts("consumers.newConsumerNotOver", {
        part: MAP,
        at: `${CONSUMER}.endDate`,
        changes: { preflight: "online", [`${CONSUMER}.endDate`]: "2020-01-01" },
        says: /^found "2020-01-01", which is over/,
    }),
    badFacts("consumers.sameServiceAsBefore", {
        part: MAP,
        at: "serviceId",
        changes: { preflight: "online", serviceId: "epsrv-2" },
        says: /^found "epsrv-2", but 1 endpoints are connected to epsrv-1 by this map \(ep-1\)/,
        later: ["serviceId"],
    }),
    badFacts("connections.serviceFound", {
        part: MAP,
        at: "serviceId",
        changes: { preflight: "online", serviceId: ODD.nobodysService },
        says: /^found "epsrv-nobodys"\. This account has no such endpoint service in this region/,
        later: ["serviceId"],
    }),
    badFacts("consumers.onOneWhitelist", {
        part: MAP,
        at: CONSUMER,
        changes: { preflight: "online" },
        says: /^account 1111222233334444 is put on the whitelist of this service by EndpointService(Whitelist|Consumers) "/,
        togetherWith: { part: "a whitelist", changes: {} },
    }),
];
