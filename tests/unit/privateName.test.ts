import * as assert from "node:assert/strict";

import { PrivateName, type PrivateNameArgs } from "../../index";
import { type BadInput, itRefuses } from "./badInput";
import { REGION } from "./cloud";
import { inputsByLine, lines, read, run, UNKNOWN, unknown } from "./harness";

const DOMAIN = "ep-1.eu-central-1.privatelink.aliyuncs.com";

const GOOD: PrivateNameArgs = {
    zoneName: "internal.example",
    hostNames: ["orders"],
    endpointDomain: DOMAIN,
    vpcIds: ["vpc-1", "vpc-2"],
    connectionStatus: "Connected",
};

const BY_ADDRESS: Partial<PrivateNameArgs> = {
    endpointDomain: undefined,
    zones: ["a", "b"].map((zone, index) => ({
        zoneId: `${REGION}${zone}`,
        eniIp: `10.20.0.${index + 7}`,
    })),
};

function named(args: Partial<PrivateNameArgs> = {}): PrivateName {
    return new PrivateName("app", { ...GOOD, ...args });
}

describe("PrivateName", () => {
    it("makes a zone with a CNAME record for each name, and attaches it to the VPCs", async () => {
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
            assert.equal(parent, custom ? urns.get("PrivateName app") : registrations[0].parent);
        }
        assert.deepEqual(await read(result.domains), [
            "orders.internal.example",
            "internal.example",
        ]);
        assert.equal(await read(result.zoneId), "Zone/app");
        assert.equal(await read(result.enabled), true);
    });

    it("makes an A record for the address in each zone, named after the zone", async () => {
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
        it(`has the same resources, but switched off, while the connection is ${connectionStatus}`, async () => {
            const { result, registrations, registration } = await run(() =>
                named({ connectionStatus }),
            );

            assert.deepEqual(lines(registrations).sort(), [
                "PrivateName app",
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

    it("is destroyed from the records and the attachment to the zone", async () => {
        const { registration, urns } = await run(() => named());

        for (const child of ["ZoneRecord app-orders", "ZoneAttachment app"]) {
            assert.ok(
                registration(child).dependencies.includes(String(urns.get("Zone app"))),
                child,
            );
        }
    });

    const cases: readonly BadInput<PrivateNameArgs>[] = [
        ["a zone without a full stop", { zoneName: "internal" }, /zoneName: found "internal"/],
        ["no names", { hostNames: [] }, /hostNames: found \[\]/],
        [
            "a name with a blank",
            { hostNames: ["the orders"] },
            /hostNames\[0\]: found "the orders"/,
        ],
        ["a name twice", { hostNames: ["a", "a"] }, /hostNames: a stands more than once/],
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
        ["a short life of an answer", { ttlSeconds: 4 }, /ttlSeconds: found 4/],
    ];
    itRefuses<PrivateNameArgs>((args) => named(args), cases);
});
