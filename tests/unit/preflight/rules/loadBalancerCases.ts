import fc from "fast-check";

import { among, type CasesByRule, different, loadBalancerIds, zoneIds } from "./ruleCases";

const OTHER_ADDRESS_TYPES = fc.constantFrom("internet", "Internet", "", "Intranet");
const ADDRESS_TYPES = fc.constantFrom("Intranet", "Internet");

export const LOAD_BALANCER_CASES: CasesByRule = {
    "loadBalancers.onlyNew": {
        allows: [{ given: false, besides: "loadBalancerId", kind: "load balancer" }],
        refuses: [
            [
                { given: true, besides: "loadBalancerId", kind: "load balancer" },
                /^is given together with loadBalancerId\. Only a new load balancer takes it; remove one of the two\.$/,
            ],
        ],
        good: fc.record({
            given: fc.constant(false),
            besides: fc.string(),
            kind: fc.string(),
        }),
        bad: fc.record({
            given: fc.constant(true),
            besides: fc.constantFrom("loadBalancerId", "securityGroupIds"),
            kind: fc.constantFrom("load balancer", "security group"),
        }),
    },
    "loadBalancers.clbAddressType": {
        allows: [{ id: "lb-1", addressType: "intranet" }],
        refuses: [
            [
                { id: "lb-1", addressType: "internet" },
                /^load balancer lb-1 has the address type "internet"\. PrivateLink takes a CLB of address type "intranet" only\.$/,
            ],
        ],
        good: loadBalancerIds.map((id) => ({ id, addressType: "intranet" })),
        bad: fc.record({ id: loadBalancerIds, addressType: OTHER_ADDRESS_TYPES }),
    },
    "loadBalancers.clbPaymentType": {
        allows: [
            { id: "lb-1", paymentType: "PayAsYouGo" },
            { id: "lb-1", paymentType: "PayOnDemand" },
        ],
        refuses: [
            [
                { id: "lb-1", paymentType: "Subscription" },
                /^load balancer lb-1 is paid as "Subscription"\. PrivateLink takes a pay-as-you-go CLB only\.$/,
            ],
        ],
        good: fc.record({
            id: loadBalancerIds,
            paymentType: fc.constantFrom("PayAsYouGo", "PayOnDemand"),
        }),
        bad: fc.record({
            id: loadBalancerIds,
            paymentType: fc.constantFrom("Subscription", "PrePay", ""),
        }),
    },
    "loadBalancers.existingAlbAddressType": {
        allows: [{ id: "alb-1", addressType: "Internet", wanted: "Internet" }],
        refuses: [
            [
                { id: "alb-1", addressType: "Internet", wanted: "Intranet" },
                /^load balancer alb-1 has the address type "Internet", and "Intranet" was asked for/,
            ],
        ],
        good: fc
            .tuple(loadBalancerIds, ADDRESS_TYPES)
            .map(([id, type]) => ({ id, addressType: type, wanted: type })),
        bad: fc
            .tuple(loadBalancerIds, different(ADDRESS_TYPES))
            .map(([id, [addressType, wanted]]) => ({ id, addressType, wanted })),
    },
    "loadBalancers.existingAlbZone": {
        allows: [{ zoneId: "eu-central-1a", id: "alb-1", found: ["eu-central-1a"] }],
        refuses: [
            [
                { zoneId: "eu-central-1c", id: "alb-1", found: ["eu-central-1a", "eu-central-1b"] },
                /^found "eu-central-1c"\. Load balancer alb-1 is in eu-central-1a, eu-central-1b only\.$/,
            ],
        ],
        good: fc
            .tuple(loadBalancerIds, among(zoneIds))
            .map(([id, { one, all: found }]) => ({ zoneId: one, id, found })),
        bad: fc
            .tuple(loadBalancerIds, among(zoneIds, 2))
            .map(([id, { one, others }]) => ({ zoneId: one, id, found: others })),
    },
    "loadBalancers.httpsServersForEdition": {
        allows: [
            { edition: "Basic", protocol: "HTTP" },
            { edition: "Standard", protocol: "HTTPS" },
        ],
        refuses: [
            [
                { edition: "Basic", protocol: "HTTPS" },
                /^found "HTTPS"\. A load balancer of the edition "Basic" speaks HTTP to its servers/,
            ],
        ],
        good: fc.oneof(
            fc.record({
                edition: fc.constantFrom("Basic", "Standard", "StandardWithWaf"),
                protocol: fc.constant("HTTP"),
            }),
            fc.record({
                edition: fc.constantFrom("Standard", "StandardWithWaf"),
                protocol: fc.constant("HTTPS"),
            }),
        ),
        bad: fc.constant({ edition: "Basic", protocol: "HTTPS" }),
    },
    "loadBalancers.listenerForHttpsServers": {
        allows: [
            { protocol: "HTTPS", serverProtocol: "HTTPS" },
            { protocol: "HTTP", serverProtocol: "HTTP" },
            { protocol: "HTTPS", serverProtocol: "HTTP" },
        ],
        refuses: [
            [
                { protocol: "HTTP", serverProtocol: "HTTPS" },
                /^found "HTTP"\. Servers that speak HTTPS take an HTTPS listener\.$/,
            ],
        ],
        good: fc.oneof(
            fc.record({
                protocol: fc.constant("HTTPS"),
                serverProtocol: fc.constantFrom("HTTP", "HTTPS"),
            }),
            fc.constant({ protocol: "HTTP", serverProtocol: "HTTP" }),
        ),
        bad: fc.constant({ protocol: "HTTP", serverProtocol: "HTTPS" }),
    },
};
