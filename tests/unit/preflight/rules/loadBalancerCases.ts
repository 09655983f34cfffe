import fc from "fast-check";

import { among, type CasesByRule, different, loadBalancerIds, zoneIds } from "./ruleCases";

const OTHER_ADDRESS_TYPES = fc.constantFrom("internet", "Internet", "", "Intranet");
const ADDRESS_TYPES = fc.constantFrom("Intranet", "Internet");

export const LOAD_BALANCER_CASES: CasesByRule = {
    "loadBalancers.onlyForNew": {
        allows: [{ isSet: false, idProperty: "loadBalancerId", kind: "load balancer" }],
        refuses: [
            [
                { isSet: true, idProperty: "loadBalancerId", kind: "load balancer" },
                /^is set together with loadBalancerId\. It only applies to a new load balancer; remove one of the two\.$/,
            ],
        ],
        good: fc.record({
            isSet: fc.constant(false),
            idProperty: fc.string(),
            kind: fc.string(),
        }),
        bad: fc.record({
            isSet: fc.constant(true),
            idProperty: fc.constantFrom("loadBalancerId", "securityGroupIds"),
            kind: fc.constantFrom("load balancer", "security group"),
        }),
    },
    "loadBalancers.clbAddressType": {
        allows: [{ id: "lb-1", addressType: "intranet" }],
        refuses: [
            [
                { id: "lb-1", addressType: "internet" },
                /^load balancer lb-1 has the address type "internet"\. PrivateLink requires a CLB with the address type "intranet"; use another load balancer\.$/,
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
                /^load balancer lb-1 has the billing method "Subscription"\. PrivateLink requires a pay-as-you-go CLB; use another load balancer\.$/,
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
    "loadBalancers.existingAddressType": {
        allows: [{ id: "alb-1", addressType: "Internet", wanted: "Internet" }],
        refuses: [
            [
                { id: "alb-1", addressType: "Internet", wanted: "Intranet" },
                /^load balancer alb-1 has the address type "Internet", but addressType is "Intranet"/,
            ],
        ],
        good: fc
            .tuple(loadBalancerIds, ADDRESS_TYPES)
            .map(([id, type]) => ({ id, addressType: type, wanted: type })),
        bad: fc
            .tuple(loadBalancerIds, different(ADDRESS_TYPES))
            .map(([id, [addressType, wanted]]) => ({ id, addressType, wanted })),
    },
    "loadBalancers.existingLoadBalancerZone": {
        allows: [{ zoneId: "eu-central-1a", id: "alb-1", loadBalancerZoneIds: ["eu-central-1a"] }],
        refuses: [
            [
                {
                    zoneId: "eu-central-1c",
                    id: "alb-1",
                    loadBalancerZoneIds: ["eu-central-1a", "eu-central-1b"],
                },
                /^found "eu-central-1c"\. Load balancer alb-1 is in eu-central-1a, eu-central-1b only; use one of its zones\.$/,
            ],
        ],
        good: fc
            .tuple(loadBalancerIds, among(zoneIds))
            .map(([id, { one, all: found }]) => ({ zoneId: one, id, found })),
        bad: fc
            .tuple(loadBalancerIds, among(zoneIds, 2))
            .map(([id, { one, others }]) => ({ zoneId: one, id, loadBalancerZoneIds: others })),
    },
    "loadBalancers.httpsServersForEdition": {
        allows: [
            { edition: "Basic", protocol: "HTTP" },
            { edition: "Standard", protocol: "HTTPS" },
        ],
        refuses: [
            [
                { edition: "Basic", protocol: "HTTPS" },
                /^found "HTTPS"\. A load balancer of the edition "Basic" only connects to its servers with HTTP/,
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
                /^found "HTTP"\. HTTPS servers need an HTTPS listener\.$/,
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
