import * as assert from "node:assert/strict";

import {
    ENDPOINTS_PER_VPC,
    SERVICES_PER_ACCOUNT,
} from "../../tools/emulator/products/privatelink/quotas";
import { clients, refusal } from "./client";
import { code, inScene, type Scene, type Side } from "./privatelinkScene";

const QUOTAS = { version: "2020-05-10" };

/** What Quota Center answers to a client that was not written here. */
function ask({ emulator }: Scene, { account }: Side, parameters: Record<string, unknown> = {}) {
    return clients(emulator, account).call(QUOTAS, "ListProductQuotas", {
        ProductCode: "privatelink",
        ...parameters,
    });
}

async function quota(scene: Scene, side: Side, name: string) {
    const { Quotas } = await ask(scene, side);
    const found = Quotas.filter(({ QuotaName }: { QuotaName: string }) => QuotaName === name);
    assert.equal(found.length, 1, name);
    return found[0] as Record<string, unknown>;
}

describe("Quota Center", () => {
    it("lists the documented quotas of PrivateLink, with the account's own usage", () =>
        inScene(async (scene) => {
            const { Quotas, TotalCount, NextToken } = await ask(scene, scene.provider);
            assert.deepEqual(
                Quotas.map((each: Record<string, unknown>) => [
                    each.QuotaName,
                    each.TotalQuota,
                    each.TotalUsage,
                    each.Consumable,
                ]),
                [
                    ["pvl_quota_total_epsrv", 200, 0, true],
                    ["pvl_quota_epsrv_resource_per_service", 500, undefined, false],
                    ["pvl_quota_epsrv_resource_per_zone_per_srv", 100, undefined, false],
                    ["pvl_quota_total_ep_per_vpc", 1000, undefined, false],
                ],
            );
            assert.deepEqual([TotalCount, NextToken], [4, ""]);
        }));

    it("counts an account's services in every region, and never another account's", () =>
        inScene(async (scene) => {
            const { emulator, provider, consumer } = scene;
            await scene.service();
            await clients(emulator, provider.account, "us-east-1").call(
                { version: "2020-04-15" },
                "CreateVpcEndpointService",
            );
            const used = (side: Side) => quota(scene, side, "pvl_quota_total_epsrv");
            assert.equal((await used(provider)).TotalUsage, 2);
            assert.equal((await used(consumer)).TotalUsage, 0);
        }));

    it("returns and enforces the quota of one account", () =>
        inScene(async (scene) => {
            const { emulator, provider, consumer } = scene;
            emulator.cloud.quotas.grant(provider.account.accountId, SERVICES_PER_ACCOUNT, 1);
            await provider.call("CreateVpcEndpointService");
            assert.equal(await code(provider.call("CreateVpcEndpointService")), "QuotaMisMatched");
            const { TotalQuota, TotalUsage } = await quota(
                scene,
                provider,
                SERVICES_PER_ACCOUNT.name,
            );
            assert.deepEqual([TotalQuota, TotalUsage], [1, 1]);

            await consumer.call("CreateVpcEndpointService");
            await consumer.call("CreateVpcEndpointService");
            const others = await quota(scene, consumer, SERVICES_PER_ACCOUNT.name);
            assert.deepEqual([others.TotalQuota, others.TotalUsage], [200, 2]);
        }));

    it("provides the VPC's quota of endpoints", () =>
        inScene(async ({ emulator, consumer, service, endpoint }) => {
            emulator.cloud.quotas.grant(consumer.account.accountId, ENDPOINTS_PER_VPC, 1);
            const ServiceId = await service();
            await endpoint(ServiceId);
            const refused = await refusal(
                consumer.call("CreateVpcEndpoint", { ServiceId, VpcId: consumer.vpcId }),
            );
            assert.equal(refused.code, "QuotaExceeded.totalEpPerVpc");
            assert.match(refused.message, /usage 1\/1/);
        }));

    it("returns what a client requests page by page", () =>
        inScene(async (scene) => {
            const names: string[] = [];
            let token: string | undefined;
            do {
                const { Quotas, NextToken, MaxResults } = await ask(scene, scene.provider, {
                    MaxResults: 3,
                    NextToken: token,
                });
                assert.equal(MaxResults, 3);
                names.push(...Quotas.map((each: { QuotaName: string }) => each.QuotaName));
                token = NextToken;
            } while (token !== "");
            assert.equal(names.length, 4);
            assert.equal(new Set(names).size, 4);

            const [{ QuotaActionCode }] = (await ask(scene, scene.provider)).Quotas;
            const { Quotas } = await ask(scene, scene.provider, { QuotaActionCode });
            assert.deepEqual(
                Quotas.map((each: { QuotaName: string }) => each.QuotaName),
                [names[0]],
            );
        }));

    it("refuses what it cannot answer instead of answering nothing", () =>
        inScene(async (scene) => {
            const refused = async (parameters: Record<string, unknown>) =>
                code(ask(scene, scene.provider, parameters));
            assert.equal(await refused({ ProductCode: undefined }), "MissingProductCode");
            assert.equal(await refused({ MaxResults: 0 }), "INVALID.MAX.RESULTS");
            assert.equal(await refused({ MaxResults: 101 }), "INVALID.MAX.RESULTS");
            assert.equal(await refused({ NextToken: "elsewhere" }), "InvalidNextToken");
            for (const parameters of [
                { ProductCode: "ecs" },
                { QuotaCategory: "FlowControl" },
                { Dimensions: [{ Key: "regionId", Value: "eu-central-1" }] },
            ]) {
                assert.equal(await refused(parameters), "EmulatorUnsupportedParameter");
            }
        }));
});
