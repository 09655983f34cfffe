import * as assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { PrivateDnsName, type PrivateDnsNameArgs } from "../../../index";
import { type BadInput, itRefuses } from "../badInput";
import { REGION } from "../cloud";
import {
    findings,
    inputsByLine,
    line,
    lines,
    read,
    refusedLater,
    run,
    UNKNOWN,
    unknown,
} from "../harness";
import { OFFER } from "../contract/contracts";
import { urnOf } from "../stackState";

const COMPONENT = "alicloud-privatelink:index:PrivateDnsName";
const DOMAIN = "ep-1.eu-central-1.privatelink.aliyuncs.com";

const GOOD: PrivateDnsNameArgs = {
    zoneName: "internal.example",
    hostNames: ["orders"],
    endpointDomain: DOMAIN,
    vpcIds: ["vpc-1", "vpc-2"],
    connectionStatus: "Connected",
};

const BY_ADDRESS: Partial<PrivateDnsNameArgs> = {
    endpointDomain: undefined,
    zones: ["a", "b"].map((zone, index) => ({
        zoneId: `${REGION}${zone}`,
        eniIp: `10.20.0.${index + 7}`,
    })),
};

function named(args: Partial<PrivateDnsNameArgs> = {}): PrivateDnsName {
    return new PrivateDnsName("app", { ...GOOD, ...args });
}

describe("PrivateDnsName", () => {
    it("creates a zone with a CNAME record for each name, and attaches it to the VPCs", async () => {
        const { result, registrations, urns } = await run(() =>
            named({ hostNames: ["orders", "@"] }),
        );

        const record = { ttl: 60, status: "ENABLE", type: "CNAME", value: DOMAIN };
        assert.deepEqual(inputsByLine(registrations), {
            "Zone app": { zoneName: "internal.example", proxyPattern: "RECORD" },
            "ZoneRecord app-orders": { zoneId: "Zone/app", rr: "orders", ...record },
            "ZoneRecord app-@": { zoneId: "Zone/app", rr: "@", ...record },
            "ZoneAttachment app": { zoneId: "Zone/app", vpcIds: ["vpc-1", "vpc-2"] },
        });
        for (const { custom, parent } of registrations) {
            assert.equal(parent, custom ? urns.get("PrivateDnsName app") : registrations[0].parent);
        }
        assert.deepEqual(await read(result.domains), [
            "orders.internal.example",
            "internal.example",
        ]);
        assert.equal(await read(result.privateZoneId), "Zone/app");
        assert.equal(await read(result.enabled), true);
    });

    describe("with the offer of the service", () => {
        const offering = (...hostNames: string[]) => ({ ...OFFER, hostNames });
        const fromOffer = (...hostNames: string[]) => ({
            hostNames: undefined,
            offer: offering(...hostNames),
        });
        const recordsOf = async (args: Partial<PrivateDnsNameArgs>) => {
            const { result, registrations } = await run(() => named(args));
            return {
                records: lines(registrations).filter((each) => each.startsWith("ZoneRecord")),
                domains: await read(result.domains),
            };
        };

        it("takes the names of the certificate that are in the zone, without duplicates", async () => {
            const names = [
                "Orders.internal.example",
                "orders.INTERNAL.example",
                "eu.stock.internal.example",
                "internal.example",
                "*.internal.example",
                "orders.test",
                "orders.other-internal.example",
            ];
            assert.deepEqual(await recordsOf(fromOffer(...names)), {
                records: ["ZoneRecord app-orders", "ZoneRecord app-eu.stock", "ZoneRecord app-@"],
                domains: [
                    "orders.internal.example",
                    "eu.stock.internal.example",
                    "internal.example",
                ],
            });
        });

        it("takes it as another stack exports it, as JSON too", async () => {
            const offer = { ...OFFER, host_names: ["orders.internal.example"] };
            for (const form of [offer, JSON.stringify(offer)]) {
                const { records } = await recordsOf({
                    hostNames: undefined,
                    offer: form as never,
                });
                assert.deepEqual(records, ["ZoneRecord app-orders"]);
            }
        });

        it("keeps the names that are set, where the certificate is for them", async () => {
            const names = ["*.internal.example", "internal.example"];
            for (const hostNames of [["orders"], ["@"], ["*"], ["ORDERS", "stock"]]) {
                const { records } = await recordsOf({ hostNames, offer: offering(...names) });
                assert.equal(records.length, hostNames.length);
            }
        });

        it("keeps the names that are set, where the offer names none", async () => {
            const { records } = await recordsOf({ hostNames: ["orders"], offer: OFFER });
            assert.deepEqual(records, ["ZoneRecord app-orders"]);
        });

        it("checks the names that are set once the offer is known", async () => {
            const later = pulumi.output(offering("orders.internal.example"));
            assert.deepEqual((await recordsOf({ offer: later })).records, [
                "ZoneRecord app-orders",
            ]);

            const refusal = await refusedLater(() => named({ hostNames: ["stock"], offer: later }));
            assert.match(
                findings(refusal).join("\n"),
                /hostNames\[0\]: the certificate of the service is valid for orders\.internal\.example, but not for stock\.internal\.example\./,
            );
        });

        itRefuses<PrivateDnsNameArgs>(
            (args) => named(args),
            [
                [
                    "a name that the certificate is not valid for",
                    { hostNames: ["orders", "stock"], offer: offering("orders.internal.example") },
                    /hostNames\[1\]: the certificate of the service is valid for orders\.internal\.example, but not for stock\.internal\.example\. Use a name that it is valid for/,
                ],
                [
                    "a name of two labels under a wildcard",
                    { hostNames: ["eu.orders"], offer: offering("*.internal.example") },
                    /hostNames\[0\]: .* but not for eu\.orders\.internal\.example/,
                ],
                [
                    "a wildcard alone, which is no name",
                    fromOffer("*.internal.example"),
                    /hostNames: is missing, and the certificate of the service is valid for \*\.internal\.example, which covers any name\. Set it/,
                ],
                [
                    "an object without a text of its own as a name",
                    { hostNames: [Object.create(null) as string], offer: OFFER },
                    /hostNames\[0\]: found \{\}\. Must be labels of letters, digits and hyphens/,
                ],
                [
                    "names of another zone",
                    fromOffer("orders.test", "*.test"),
                    /hostNames: is missing, .* valid for orders\.test, \*\.test, none of them in the zone internal\.example\. Set zoneName/,
                ],
                [
                    "an offer without host names",
                    { hostNames: undefined, offer: OFFER },
                    /hostNames: is missing, and the offer has no host names\./,
                ],
                [
                    "an offer that is known only later, without names",
                    { hostNames: undefined, offer: pulumi.output(OFFER) },
                    /hostNames: is missing, and the offer is known only later\. Set it/,
                ],
                [
                    "an offer without a value, and nothing else",
                    { hostNames: undefined, offer: null },
                    /offer: has no value\. Deploy the stack that it comes from first/,
                ],
                [
                    "neither names nor an offer",
                    { hostNames: undefined },
                    /hostNames: found nothing\. Must list at least one host name\./,
                ],
                [
                    "an offer of a version to come, and nothing else",
                    { hostNames: undefined, offer: { ...OFFER, contractVersion: 3 } },
                    /offer\.contractVersion: found 3, and this package reads versions 1 and 2\./,
                ],
                [
                    "a name in the offer that cannot be a record's",
                    fromOffer("the orders.internal.example"),
                    /offer\.hostNames: found "the orders"\. Must be labels/,
                ],
            ],
        );
    });

    it("creates an A record for the address in each zone, named after the zone", async () => {
        const { registrations, registration } = await run(() =>
            named({ ...BY_ADDRESS, ttlSeconds: 5 }),
        );

        assert.deepEqual(
            lines(registrations).filter((each) => each.startsWith("ZoneRecord")),
            [`ZoneRecord app-orders-${REGION}a`, `ZoneRecord app-orders-${REGION}b`],
        );
        assert.deepEqual(registration(`ZoneRecord app-orders-${REGION}b`).inputs, {
            zoneId: "Zone/app",
            rr: "orders",
            type: "A",
            value: "10.20.0.8",
            ttl: 5,
            status: "ENABLE",
        });
    });

    for (const connectionStatus of ["Disconnected", "Pending", "Wait"]) {
        it(`has the same resources, but disabled, while the connection is ${connectionStatus}`, async () => {
            const { result, registrations, registration } = await run(() =>
                named({ connectionStatus }),
            );

            assert.deepEqual(lines(registrations).sort(), [
                "PrivateDnsName app",
                "Zone app",
                "ZoneAttachment app",
                "ZoneRecord app-orders",
            ]);
            assert.equal(registration("ZoneRecord app-orders").inputs.status, "DISABLE");
            assert.equal(await read(result.enabled), false);
        });
    }

    it("shows every resource in a preview in which the status is not known yet", async () => {
        const { registrations, registration } = await run(
            () => named({ connectionStatus: unknown<string>() }),
            { preview: true },
        );

        assert.equal(registrations.length, 4);
        assert.equal(registration("ZoneRecord app-orders").inputs.status, UNKNOWN);
    });

    it("is destroyed in order: records and attachment, then the zone", async () => {
        const { registration, urns } = await run(() => named());

        for (const child of ["ZoneRecord app-orders", "ZoneAttachment app"]) {
            assert.ok(
                registration(child).dependencies.includes(String(urns.get("Zone app"))),
                child,
            );
        }
    });

    describe("that is deployed", () => {
        const ZONE = urnOf(COMPONENT, "alicloud:pvtz/zone:Zone", "app");
        const record = (name: string) =>
            urnOf(COMPONENT, "alicloud:pvtz/zoneRecord:ZoneRecord", name);
        const address = { zoneId: "zone-1", rr: "orders", type: "A" };
        const deployedIn = (...zones: string[]) => ({
            stackState: {
                [ZONE]: { id: "zone-1" },
                ...Object.fromEntries(
                    zones.map((zone) => [record(`app-orders-${REGION}${zone}`), address]),
                ),
                // Of another name, and of another zone.
                [record("app-other-a")]: { ...address, rr: "other" },
                [record("else-orders-a")]: { ...address, zoneId: "zone-2" },
            },
        });

        it("turns the CNAME record into the first A record, and creates the others after it", async () => {
            const { registration, urns } = await run(() => named(BY_ADDRESS));

            const first = registration(`ZoneRecord app-orders-${REGION}a`);
            const second = registration(`ZoneRecord app-orders-${REGION}b`);
            assert.deepEqual(first.formerNames, ["app-orders"]);
            assert.deepEqual(second.formerNames, []);
            assert.ok(second.dependencies.includes(String(urns.get(line(first)))));
        });

        it("turns the only A record into the CNAME record", async () => {
            const { registration } = await run(() => named(), deployedIn("b"));

            const { formerNames } = registration("ZoneRecord app-orders");
            assert.deepEqual(formerNames, [`app-orders-${REGION}b`]);
        });

        it("creates a new CNAME record if there was none or the state is not known", async () => {
            for (const options of [deployedIn(), {}]) {
                const { registration } = await run(() => named(), options);
                assert.deepEqual(registration("ZoneRecord app-orders").formerNames, []);
            }
        });

        it("is refused before anything is created if a CNAME record would exist beside A records", async () => {
            const { error, registrations } = await refusedLater(
                () => named(),
                deployedIn("a", "b"),
            );

            assert.match(
                String(error),
                /endpointDomain: orders\.internal\.example has an A record in each of/,
            );
            assert.deepEqual(lines(registrations), []);
        });

        it("is detached from its VPCs before another zone of its name is attached, with its records", async () => {
            const { registration, urns } = await run(() => named());

            const { deleteBeforeReplace, dependencies } = registration("ZoneAttachment app");
            assert.equal(deleteBeforeReplace, true);
            assert.ok(dependencies.includes(String(urns.get("ZoneRecord app-orders"))));
            assert.equal(registration("Zone app").deleteBeforeReplace, false);
        });
    });

    const cases: readonly BadInput<PrivateDnsNameArgs>[] = [
        [
            "a zone that cannot even become a text",
            { zoneName: Object.create(null) as never },
            /zoneName: found {}/,
        ],
        ["a zone without a full stop", { zoneName: "internal" }, /zoneName: found "internal"/],
        ["no names", { hostNames: [] }, /hostNames: found \[\]/],
        [
            "a name with a blank",
            { hostNames: ["the orders"] },
            /hostNames\[0\]: found "the orders"/,
        ],
        ["a name twice", { hostNames: ["a", "a"] }, /hostNames: a is listed more than once/],
        ["nothing to lead to", { endpointDomain: undefined }, /endpointDomain: exactly one of/],
        ["two things to lead to", { zones: BY_ADDRESS.zones }, /endpointDomain: exactly one of/],
        ["no zones", { endpointDomain: undefined, zones: [] }, /zones: found \[\]/],
        [
            "an address that is none",
            { endpointDomain: undefined, zones: [{ zoneId: "z", eniIp: "10.0.0" }] },
            /zones\[0\]\.eniIp: found "10\.0\.0"/,
        ],
        ["no VPCs", { vpcIds: [] }, /vpcIds: found \[\]/],
        ["no status", { connectionStatus: undefined }, /connectionStatus: is missing/],
        [
            "a life of an answer that the cloud does not know",
            { ttlSeconds: 600 },
            /ttlSeconds: found 600/,
        ],
    ];
    itRefuses<PrivateDnsNameArgs>((args) => named(args), cases);
});
