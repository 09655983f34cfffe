import fc from "fast-check";

import { type CasesByRule, loadBalancerIds, zoneIds } from "./ruleCases";

const REPLACED = { id: "lb-1", from: "eu-central-1b", to: "eu-central-1c" };
const replaced = { id: loadBalancerIds, from: zoneIds, to: zoneIds };
const endpointIds = fc.array(fc.constantFrom("ep-1", "ep-2", "ep-3"), { minLength: 1 });
const EXCHANGED = { from: "lb-1", isOwn: false, serviceId: "epsrv-1", endpointIds: ["ep-1"] };
const exchanged = {
    from: loadBalancerIds,
    to: fc.option(loadBalancerIds, { nil: undefined }),
    isOwn: fc.boolean(),
    serviceId: fc.constant("epsrv-1"),
};
const serviceIds = fc.array(fc.constantFrom("epsrv-1", "epsrv-2"), { minLength: 1 });
const properties = fc.array(fc.constantFrom("zoneId", "resourceGroupId"), { minLength: 1 });
const billings = fc.constantFrom("PayBySpec", "PayByCLCU");
const editions = fc.constantFrom("Basic", "Standard", "StandardWithWaf");
const most = fc.integer({ min: 1, max: 200 });

export const LOAD_BALANCER_CHANGE_CASES: CasesByRule = {
    "loadBalancerChanges.replacedLoadBalancerNotInUse": {
        allows: [{ ...REPLACED, serviceId: "epsrv-1", endpointIds: [] }],
        refuses: [
            [
                { ...REPLACED, serviceId: "epsrv-1", endpointIds: ["ep-1", "ep-2"] },
                /^changing "eu-central-1b" to "eu-central-1c" replaces load balancer lb-1, which cannot be detached from service epsrv-1 while endpoints are connected: ep-1, ep-2\. Keep the load balancer .*Or close the connections first: .* To skip this check, set preflight to "offline"\.$/,
            ],
        ],
        good: fc.record({
            ...replaced,
            serviceId: fc.constant("epsrv-1"),
            endpointIds: fc.constant([]),
        }),
        bad: fc.record({ ...replaced, serviceId: fc.constant("epsrv-1"), endpointIds }),
    },
    "loadBalancerChanges.formerLoadBalancerNotInUse": {
        allows: [{ ...EXCHANGED, endpointIds: [] }],
        refuses: [
            [
                { ...EXCHANGED, to: "lb-2", isOwn: true },
                /^"lb-2" would replace load balancer lb-1, which this component created and Pulumi would delete\. Endpoints are connected to service epsrv-1 through it: ep-1\. Keep the load balancer .*Or close the connections first: .* To skip this check, set preflight to "offline"\.$/,
            ],
            [
                EXCHANGED,
                /^is missing, so a new load balancer would replace load balancer lb-1, which would lose the listeners of this component\. /,
            ],
        ],
        good: fc.record({ ...exchanged, endpointIds: fc.constant([]) }),
        bad: fc.record({ ...exchanged, endpointIds }),
    },
    "loadBalancerChanges.replacedLoadBalancerNotProtected": {
        allows: [{ ...REPLACED, isProtected: false }],
        refuses: [
            [
                { ...REPLACED, isProtected: true },
                /replaces load balancer lb-1, which is protected from deletion\. First set deletionProtection to false and run "pulumi up"/,
            ],
        ],
        good: fc.record({ ...replaced, isProtected: fc.constant(false) }),
        bad: fc.record({ ...replaced, isProtected: fc.constant(true) }),
    },
    "loadBalancerChanges.addressNotInUse": {
        allows: [{ address: "192.168.1.10", id: "lb-1", changed: [] }],
        refuses: [
            [
                { address: "192.168.1.10", id: "lb-1", changed: ["zoneId", "resourceGroupId"] },
                /^found "192\.168\.1\.10", which load balancer lb-1 has\. Changing zoneId, resourceGroupId creates .* Change the address in the same update\. If an earlier update failed halfway, repeat that one first\.$/,
            ],
        ],
        good: fc.record({
            address: fc.ipV4(),
            id: loadBalancerIds,
            changed: fc.constant([]),
        }),
        bad: fc.record({ address: fc.ipV4(), id: loadBalancerIds, changed: properties }),
    },
    "loadBalancerChanges.chargeTypeNotReverted": {
        allows: [
            { from: "PayBySpec", to: "PayByCLCU" },
            { from: "PayByCLCU", to: "PayByCLCU" },
        ],
        refuses: [
            [
                { from: "PayByCLCU", to: "PayBySpec" },
                /^cannot be changed from "PayByCLCU" to "PayBySpec": .* in the console, run "pulumi refresh"/,
            ],
        ],
        good: fc.record({ from: fc.constant("PayBySpec"), to: billings }),
        bad: fc.record({ from: fc.constant("PayByCLCU"), to: fc.constant("PayBySpec") }),
    },
    "loadBalancerChanges.editionNotLowered": {
        allows: [
            { id: "alb-1", from: "Basic", to: "Standard" },
            { id: "alb-1", from: "Standard", to: "Standard" },
            { id: "alb-1", from: "Standard", to: "StandardWithWaf" },
        ],
        refuses: [
            [
                { id: "alb-1", from: "Standard", to: "Basic" },
                /^cannot be changed from "Standard" to "Basic": .* Set it to "Standard", the edition of load balancer alb-1; or add/,
            ],
            [
                { id: "alb-1", from: "StandardWithWaf", to: "Standard" },
                /^cannot be changed from "StandardWithWaf" to "Standard"/,
            ],
        ],
        good: fc.record({ id: loadBalancerIds, from: fc.constant("Basic"), to: editions }),
        bad: fc.record({
            id: loadBalancerIds,
            from: fc.constant("StandardWithWaf"),
            to: fc.constantFrom("Basic", "Standard"),
        }),
    },
    "loadBalancerChanges.healthCheckDomainNotRemoved": {
        // Components apply it only when a host name was removed.
        allows: [],
        refuses: [
            [
                { domain: "orders.example.com", port: 80 },
                /^is missing, but the provider cannot remove the host name "orders\.example\.com" .* remove the listener of port 80 in one update/,
            ],
        ],
        good: fc.constantFrom({}, undefined),
        bad: fc.record({ domain: fc.domain(), port: fc.integer({ min: 1, max: 65535 }) }),
    },
    "loadBalancerChanges.removedZoneNotInUse": {
        allows: [{ zoneId: "eu-central-1b", id: "alb-1", serviceIds: [] }],
        refuses: [
            [
                { zoneId: "eu-central-1b", id: "alb-1", serviceIds: ["epsrv-1"] },
                /^"eu-central-1b" is missing, but epsrv-1 uses load balancer alb-1 in that zone\. First remove the zone from zoneIds of the service/,
            ],
        ],
        good: fc.record({ zoneId: zoneIds, id: loadBalancerIds, serviceIds: fc.constant([]) }),
        bad: fc.record({ zoneId: zoneIds, id: loadBalancerIds, serviceIds }),
    },
    "loadBalancerChanges.zoneMappingUnchanged": {
        allows: [{ zoneId: "eu-central-1b", from: "192.168.1.10", to: "192.168.1.10" }],
        refuses: [
            [
                { zoneId: "eu-central-1b", from: "192.168.1.10", to: "192.168.1.11" },
                /^cannot be changed from "192\.168\.1\.10" to "192\.168\.1\.11" while the load balancer is in eu-central-1b\. First remove the zone and run "pulumi up"/,
            ],
        ],
        good: fc
            .record({ zoneId: zoneIds, from: fc.ipV4() })
            .map((facts) => ({ ...facts, to: facts.from })),
        bad: fc
            .record({ zoneId: zoneIds, from: fc.ipV4(), to: fc.ipV4() })
            .filter(({ from, to }) => from !== to),
    },
    "loadBalancerChanges.serversPerCall": {
        allows: [
            { most: 200, added: 200, removed: 200 },
            { most: 20, added: 0, removed: 0 },
        ],
        refuses: [
            [
                { most: 200, added: 201, removed: 0 },
                /^this update adds 201 servers\. The provider does so in one call, which the cloud limits to 200\. Add 200 of them and run "pulumi up", then the others\.$/,
            ],
            [
                { most: 200, added: 3, removed: 250 },
                /^this update removes 250 servers\. .* Remove 200 of them and run "pulumi up"/,
            ],
        ],
        good: most.chain((limit) =>
            fc.record({
                most: fc.constant(limit),
                added: fc.integer({ min: 0, max: limit }),
                removed: fc.integer({ min: 0, max: limit }),
            }),
        ),
        bad: most.chain((limit) =>
            fc.record({
                most: fc.constant(limit),
                added: fc.integer({ min: limit + 1, max: 1000 }),
                removed: fc.integer({ min: 0, max: 1000 }),
            }),
        ),
    },
};
