import { z } from "zod";

import { crossFieldRule, join, type Rule, valueRule } from "./rule";
import { wholeNumber } from "./values";

export const maxEndpoints: Rule<number> = wholeNumber(
    "consumers.maxEndpoints",
    "How many endpoints a consumer may have connected",
    [0, 1000],
    { source: "arguments of the components" },
);

export const endDate: Rule<string> = valueRule({
    id: "consumers.endDate",
    title: "The last day on which endpoints of a consumer are accepted",
    prevents: "A date that is compared as text and never comes.",
    source: "arguments of the components",
    example: "31.12.2027",
    allowed: (value) =>
        typeof value === "string" && isDay(value)
            ? undefined
            : "Must be a day of the calendar, for instance 2027-12-31.",
});

function isDay(value: string): boolean {
    const time = Date.parse(`${value}T00:00:00Z`);
    return (
        /^\d{4}-\d{2}-\d{2}$/.test(value) &&
        !Number.isNaN(time) &&
        new Date(time).toISOString().startsWith(value)
    );
}

export const newConsumerNotOver = crossFieldRule({
    id: "consumers.newConsumerNotOver",
    facts: z.object({ endDate: z.string(), today: z.string(), isNew: z.boolean() }),
    title: "A new consumer whose last day is still to come",
    prevents: "An account on the whitelist whose endpoints are never accepted.",
    source: "arguments of the components",
    lookup: "state of the stack",
    example: { endDate: "2026-01-01", today: "2026-06-01", isNew: true },
    problem: ({ endDate: lastDay, today, isNew }) =>
        isNew && today > lastDay
            ? `found "${lastDay}", which is over, so no endpoint of this new consumer would be accepted. Set a later day, or leave the consumer out.`
            : undefined,
});

export const zoneId: Rule<string> = valueRule({
    id: "consumers.zoneId",
    title: "Id of a zone that endpoints may have",
    prevents: "A consumer whose endpoints are all refused.",
    source: "DescribeZones: ZoneId",
    example: "eu-central-1",
    allowed: (value) =>
        typeof value === "string" && /^[a-z]{2}-[a-z]+(-[a-z]{2,})*-\d*[a-z]$/.test(value)
            ? undefined
            : "Must be the id of a zone, for instance eu-central-1a.",
});

export const zoneOfAllowedRegion = crossFieldRule({
    id: "consumers.zoneOfAllowedRegion",
    facts: z.object({ zoneId: z.string(), regionIds: z.array(z.string()).readonly() }),
    title: "Zones that endpoints may have, within the regions that they may be in",
    prevents: "A zone that no accepted endpoint can have.",
    source: "DescribeZones: ZoneId begins with RegionId",
    example: { zoneId: "cn-hangzhou-b", regionIds: ["eu-central-1"] },
    problem: ({ zoneId: zone, regionIds }) =>
        regionIds.some((regionId) => zone.startsWith(regionId))
            ? undefined
            : `found "${zone}", which is in none of the allowed regions, ${join(regionIds)}. Use a zone of one of them, or add its region to regionIds.`,
});

export const onOneWhitelist = crossFieldRule({
    id: "consumers.onOneWhitelist",
    facts: z.object({ accountId: z.string(), other: z.string().optional() }),
    title: "A consumer, in one place of the program",
    prevents: "Two resources for one whitelist entry: deleting one of them removes it.",
    source: "AddUserToVpcEndpointService",
    example: { accountId: "1111222233334444", other: 'EndpointService "app"' },
    problem: ({ accountId, other }) =>
        other === undefined
            ? undefined
            : `account ${accountId} is put on the whitelist of this service by ${other}, too. Leave it in one of the two; what is connected stays so.`,
});

export const sameServiceAsBefore = crossFieldRule({
    id: "consumers.sameServiceAsBefore",
    facts: z.object({
        serviceId: z.string(),
        deployedServiceId: z.string(),
        endpoints: z.array(z.string()).readonly(),
    }),
    title: "A map of consumers that keeps its service while endpoints are connected",
    prevents: "Connections of all consumers that are lost with a wrong id.",
    source: "EnableVpcEndpointConnection: ServiceId",
    lookup: "state of the stack",
    example: { serviceId: "epsrv-2", deployedServiceId: "epsrv-1", endpoints: ["ep-1"] },
    problem: ({ serviceId, deployedServiceId, endpoints }) =>
        serviceId !== deployedServiceId && endpoints.length > 0
            ? `found "${serviceId}", but ${endpoints.length} endpoints are connected to ${deployedServiceId} by this map (${join(endpoints.slice(0, 3))}${endpoints.length > 3 ? " and others" : ""}). ` +
              "Use another EndpointServiceConsumers for the other service, and remove consumers from this one when they have moved."
            : undefined,
});
