import * as assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { type PlainParts, resolvePlainParts } from "../../../components/languages/plainParts";
import { knownPartsOf } from "../../../components/shared/dependencies";

const ZONES: PlainParts = [{ zoneId: "all" }];
const UNKNOWN = pulumi.output(pulumi.unknown);
const VSWITCH = pulumi.output("vsw-1");

/** What is left of a value when its plain parts are awaited. */
async function plain(value: unknown, parts: PlainParts): Promise<unknown> {
    return (await resolvePlainParts(value, parts)).value;
}

/** What is left of a list with one zone. */
async function plainZone(value: unknown): Promise<Record<string, unknown>> {
    const [zone] = (await plain(value, ZONES)) as [Record<string, unknown>];
    return zone;
}

function known(value: unknown): Promise<unknown> {
    assert.ok(pulumi.Output.isInstance(value));
    return knownPartsOf(value);
}

describe("the plain parts of an input", () => {
    it("are the value itself where nothing in it is an Output", async () => {
        for (const value of ["a", 1, false, null, undefined, [], {}, ["a"], { zoneId: "a" }]) {
            assert.deepEqual(await plain(value, "all"), value);
            assert.deepEqual(await plain(value, ZONES), value);
        }
    });

    it("are what an Output has, however deep it stands", async () => {
        const offer = { zoneIds: ["a"], ports: [{ port: 80 }] };
        const nested = { zoneIds: pulumi.output(["a"]), ports: [{ port: pulumi.output(80) }] };

        assert.deepEqual(await plain(pulumi.output(offer), "all"), offer);
        assert.deepEqual(await plain(nested, "all"), offer);
        assert.deepEqual(await plain(pulumi.output(pulumi.output(nested)), "all"), offer);
    });

    it("leave everything else as it is", async () => {
        const zone = await plainZone([{ zoneId: pulumi.output("a"), vswitchId: VSWITCH }]);

        assert.equal(zone.zoneId, "a");
        assert.equal(zone.vswitchId, VSWITCH);
    });

    it("leave an Output where the whole came as one", async () => {
        const zone = await plainZone(pulumi.output([{ zoneId: "a", vswitchId: "vsw-1" }]));

        assert.equal(zone.zoneId, "a");
        assert.equal(await known(zone.vswitchId), "vsw-1");
    });

    it("are known beside something unknown, which stays so", async () => {
        const half = pulumi.output([{ zoneId: "a", vswitchId: UNKNOWN }]);
        const zone = await plainZone(half);

        assert.equal(zone.zoneId, "a");
        assert.equal(await known(zone.vswitchId), pulumi.unknown);
    });

    it("stay an Output as long as they are unknown", async () => {
        const list = pulumi.output(["a", UNKNOWN]);
        const offer = pulumi.output({ zoneIds: ["a"], serviceId: UNKNOWN });

        for (const [value, parts] of [
            [UNKNOWN, ZONES],
            [list, "all"],
            [offer, "all"],
        ] as const) {
            assert.ok(pulumi.Output.isInstance(await plain(value, parts)));
        }
        const [first, second] = (await plain(list, ["all"])) as [unknown, unknown];
        assert.equal(first, "a");
        assert.ok(pulumi.Output.isInstance(second));
    });

    it("are left as they are where they have another shape, for the component to refuse", async () => {
        assert.equal(await plain(pulumi.output("a"), ZONES), "a");
        assert.deepEqual(await plain({ zoneId: "a" }, ZONES), { zoneId: "a" });
        assert.deepEqual(await plain(["a"], { zoneId: "all" }), ["a"]);
        assert.equal(await plain(pulumi.output(undefined), "all"), undefined);
    });

    it("say whether one of them was a secret; the rest stays one", async () => {
        const zones = [{ zoneId: "a", vswitchId: pulumi.secret("vsw-1") }];
        const secretZones = await resolvePlainParts(pulumi.secret(zones), ZONES);
        const [{ vswitchId }] = secretZones.value as [{ vswitchId: pulumi.Output<string> }];

        assert.equal((await resolvePlainParts(zones, ZONES)).hadSecret, false);
        assert.equal(secretZones.hadSecret, true);
        assert.equal(await pulumi.isSecret(vswitchId), true);
        for (const value of [pulumi.secret("a"), [pulumi.secret("a")], { b: pulumi.secret("a") }]) {
            assert.equal((await resolvePlainParts(value, "all")).hadSecret, true);
        }
    });
});
