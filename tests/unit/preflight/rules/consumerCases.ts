import fc from "fast-check";

import { accountIds, all, type CasesByRule, limits, NO_TEXT, serviceIds } from "./ruleCases";

const CONSUMER = "1111222233334444";

const days = fc
    .date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, "2000-01-01".length));

const regions = fc.constantFrom("eu-central-1", "cn-hangzhou", "ap-southeast-5");

const ending = (endDate: string, isNew = true) => ({ endDate, today: "2026-06-01", isNew });
const zone = (zoneId: string, ...regionIds: string[]) => ({ zoneId, regionIds });
const moved = (serviceId: string, deployedServiceId: string, ...endpoints: string[]) => ({
    serviceId,
    deployedServiceId,
    endpoints,
});

export const CONSUMER_CASES: CasesByRule = {
    "consumers.maxEndpoints": limits(0, 1000, /Must be a whole number from 0 to 1000\./),
    "consumers.endDate": {
        allows: ["2027-12-31", "2028-02-29"],
        refuses: all(
            ["31.12.2027", "2027-2-1", "2027-02-29", "2027-13-01", "", "tomorrow", 20271231, null],
            /Must be a day of the calendar, for instance 2027-12-31\./,
        ),
        good: days,
        bad: fc.oneof(
            NO_TEXT,
            days.map((day) => `${day}T00:00:00Z`),
            days.map((day) => day.replaceAll("-", "/")),
        ),
    },
    "consumers.newConsumerNotOver": {
        allows: [ending("2026-06-01"), ending("2030-01-01"), ending("2026-01-01", false)],
        refuses: [[ending("2026-05-31"), /^found "2026-05-31", which is over, .* Set a later day/]],
        good: days.map((day) => ({ ...ending(day), today: day })),
        bad: days.map((day) => ({ ...ending(day), today: "2100-01-01" })),
    },
    "consumers.zoneId": {
        allows: ["eu-central-1a", "cn-hangzhou-h", "ap-southeast-5b", "cn-shanghai-finance-1a"],
        refuses: all(
            ["eu-central-1", "cn-hangzhou", "a", "", "eu-central-1a ", "EU-CENTRAL-1A", 1, null],
            /Must be the id of a zone, for instance eu-central-1a\./,
        ),
        good: fc.constantFrom("eu-central-1a", "cn-hangzhou-b", "us-east-1b"),
        bad: fc.oneof(NO_TEXT, regions, fc.stringMatching(/^[a-z]{0,9}$/)),
    },
    "consumers.zoneOfAllowedRegion": {
        allows: [zone("eu-central-1a", "eu-central-1"), zone("cn-hangzhou-h", "x", "cn-hangzhou")],
        refuses: [
            [
                zone("cn-hangzhou-h", "eu-central-1"),
                /^found "cn-hangzhou-h", which is in none of the allowed regions, eu-central-1\./,
            ],
        ],
        good: regions.map((region) => zone(`${region}-a`, region)),
        bad: regions.map((region) => zone("us-east-1b", region)),
    },
    "consumers.onOneWhitelist": {
        allows: [{ accountId: CONSUMER }],
        refuses: [
            [
                { accountId: CONSUMER, other: 'EndpointServiceWhitelist "app"' },
                /^account 1111222233334444 is put on the whitelist of this service by EndpointServiceWhitelist "app", too\. Leave it in one of the two/,
            ],
        ],
        good: accountIds.map((accountId) => ({ accountId })),
        bad: accountIds.map((accountId) => ({ accountId, other: "another" })),
    },
    "consumers.sameServiceAsBefore": {
        allows: [moved("epsrv-1", "epsrv-1", "ep-1"), moved("epsrv-2", "epsrv-1")],
        refuses: [
            [
                moved("epsrv-2", "epsrv-1", "ep-1", "ep-2"),
                /^found "epsrv-2", but 2 endpoints are connected to epsrv-1 by this map \(ep-1, ep-2\)\./,
            ],
            [
                moved("epsrv-2", "epsrv-1", "ep-1", "ep-2", "ep-3", "ep-4"),
                /\(ep-1, ep-2, ep-3 and others\)/,
            ],
        ],
        good: serviceIds.map((serviceId) => moved(serviceId, serviceId, "ep-1")),
        bad: serviceIds.map((serviceId) => moved(serviceId, "epsrv-another", "ep-1")),
    },
};
