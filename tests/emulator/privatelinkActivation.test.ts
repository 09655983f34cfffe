import * as assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";

import { DEFAULT_ACCOUNTS } from "../../tools/emulator";
import { privatelink } from "../../tools/emulator/products/privatelink";
import { REGION } from "./client";
import { code, inScene } from "./privatelinkScene";

const model = JSON.parse(
    readFileSync(
        path.join(__dirname, "../../tools/emulator/api-models/privatelink-2020-04-15.json"),
        "utf8",
    ),
) as { actions: Record<string, unknown> };

const CLOSED = DEFAULT_ACCOUNTS.map((account) => ({ ...account, privateLinkOpened: false }));

describe("PrivateLink activation", () => {
    it("comes before everything else, on both sides, and cannot be repeated", () =>
        inScene(
            async ({ provider, consumer }) => {
                const create = () => provider.call("CreateVpcEndpointService");
                const connect = () =>
                    consumer.call("CreateVpcEndpoint", {
                        ServiceId: "epsrv-0",
                        VpcId: consumer.vpcId,
                    });
                for (const call of [
                    create(),
                    connect(),
                    provider.call("CheckProductOpen"),
                    provider.call("ListVpcEndpointServices"),
                    consumer.call("ListVpcEndpointServicesByEndUser"),
                ]) {
                    assert.equal(await code(call), "NeedOpenProduct");
                }
                const { OrderId } = await provider.call("OpenPrivateLinkService");
                assert.match(OrderId, /^\d+$/);
                await create();
                const { Success } = await provider.call("CheckProductOpen");
                assert.equal(Success, true);
                assert.equal(await code(connect()), "NeedOpenProduct");
                await consumer.call("OpenPrivateLinkService");
                assert.equal(await code(connect()), "EndpointServiceNotFound");
                assert.equal(await code(provider.call("OpenPrivateLinkService")), "OrderOpend");
            },
            { accounts: CLOSED },
        ));

    it("of an account that has it is refused", () =>
        inScene(async ({ provider }) => {
            assert.equal(await code(provider.call("OpenPrivateLinkService")), "OrderOpend");
        }));

    it("is not needed to look at regions and zones", () =>
        inScene(
            async ({ provider }) => {
                const { Regions } = await provider.call("DescribeRegions", {
                    ServiceResourceType: "slb",
                });
                const [region] = Regions.Region;
                assert.equal(region.RegionId, REGION);
                assert.equal(region.RegionEndpoint, `privatelink.${REGION}.aliyuncs.com`);
                const { Zones } = await provider.call("DescribeZones");
                assert.ok(
                    Zones.Zone.some(({ ZoneId }: { ZoneId: string }) => ZoneId === `${REGION}a`),
                );
                assert.equal(
                    await code(provider.call("DescribeZones", { ServiceResourceType: "nat" })),
                    "EndpointServiceResourceTypeNotSupport",
                );
            },
            { accounts: CLOSED },
        ));

    it("has every action of the API model", () =>
        inScene(async ({ emulator }) => {
            const { actions } = privatelink(emulator.cloud);
            assert.deepEqual(
                Object.keys(model.actions).filter((action) => !Object.hasOwn(actions, action)),
                [],
            );
        }));
});
