import * as assert from "node:assert/strict";

import { inScene, serviceStatus, ZONE_A, ZONE_B, zoneStatus } from "./privatelinkScene";

/** The codes of calls that were sent at once, "" for each that succeeded, in alphabetical order. */
async function outcomes(...calls: Promise<unknown>[]): Promise<string[]> {
    const codes = await Promise.all(
        calls.map((call) =>
            call.then(
                () => "",
                (error: { code: string }) => error.code,
            ),
        ),
    );
    return codes.sort();
}

const SLOW = { transitionMilliseconds: 500 };
const CONCURRENT = "ConcurrentCallNotSupported";

describe("PrivateLink writes at the same time", () => {
    it("to one service's whitelist: one is refused", () =>
        inScene(async ({ provider, service }) => {
            const ServiceId = await service({}, []);
            const add = (UserId: number) =>
                provider.call("AddUserToVpcEndpointService", { ServiceId, UserId });
            const remove = (UserId: number) =>
                provider.call("RemoveUserFromVpcEndpointService", { ServiceId, UserId });
            assert.deepEqual(await outcomes(add(1), add(2)), ["", CONCURRENT]);
            assert.deepEqual(await outcomes(add(3), remove(4)), ["", CONCURRENT]);
            assert.deepEqual(await outcomes(remove(1), remove(2)), ["", CONCURRENT]);
            const { TotalCount } = await provider.call("ListVpcEndpointServiceUsers", {
                ServiceId,
            });
            assert.ok(Number(TotalCount) <= 4);
        }, SLOW));

    it("to two services' whitelists of one account: adding is refused, removing is not", () =>
        inScene(async ({ provider, service }) => {
            const first = await service({}, []);
            const second = await service({}, []);
            const user = (action: string, ServiceId: string) =>
                provider.call(`${action}VpcEndpointService`, { ServiceId, UserId: 7 });
            assert.deepEqual(await outcomes(user("AddUserTo", first), user("AddUserTo", second)), [
                "",
                CONCURRENT,
            ]);
            assert.deepEqual(
                await outcomes(user("RemoveUserFrom", first), user("RemoveUserFrom", second)),
                ["", ""],
            );
        }, SLOW));

    it("to one service's resources: one is refused", () =>
        inScene(async ({ provider, service }) => {
            const ServiceId = await service({}, []);
            const ids = [provider.loadBalancer(ZONE_A), provider.loadBalancer(ZONE_B)];
            const attach = (ResourceId: string | undefined) =>
                provider.call("AttachResourceToVpcEndpointService", {
                    ServiceId,
                    ResourceId,
                    ResourceType: "slb",
                });
            assert.deepEqual(await outcomes(...ids.map(attach)), ["", CONCURRENT]);
            const { Resources } = await provider.call("ListVpcEndpointServiceResources", {
                ServiceId,
            });
            assert.equal(Resources.length, 1);
        }, SLOW));

    it("to one service's attributes: the second finds it locked", () =>
        inScene(async ({ provider, service }) => {
            const ServiceId = await service({}, []);
            const update = provider.call("UpdateVpcEndpointServiceAttribute", {
                ServiceId,
                AutoAcceptEnabled: true,
            });
            const attach = provider.call("AttachResourceToVpcEndpointService", {
                ServiceId,
                ResourceId: provider.loadBalancer(ZONE_A),
                ResourceType: "slb",
            });
            const [first, second] = await outcomes(update, attach);
            assert.equal(first, "");
            assert.ok(second === CONCURRENT || second === "EndpointServiceLocked", second);
            await provider.call("UpdateVpcEndpointServiceAttribute", {
                ServiceId,
                AddSupportedRegionSet: ["eu-west-1"],
            });
            const whilePending = await outcomes(
                provider.call("UpdateVpcEndpointServiceAttribute", {
                    ServiceId,
                    AutoAcceptEnabled: false,
                }),
            );
            assert.deepEqual(whilePending, ["EndpointServiceOperationDenied"]);
            const added = await outcomes(
                provider.call("AddUserToVpcEndpointService", { ServiceId, UserId: 5 }),
            );
            assert.deepEqual(added, [CONCURRENT]);
            await serviceStatus(provider, ServiceId, "Active");
        }, SLOW));

    it("to one endpoint's zones: one is refused and may be sent again", () =>
        inScene(async ({ consumer, service, endpoint }) => {
            const EndpointId = await endpoint(await service());
            const add = (zoneId: string) =>
                consumer.call("AddZoneToVpcEndpoint", {
                    EndpointId,
                    ZoneId: zoneId,
                    VSwitchId: consumer.vswitchIds[zoneId],
                });
            assert.deepEqual(await outcomes(add(ZONE_A), add(ZONE_B)), ["", CONCURRENT]);
            const { Zones } = await consumer.call("ListVpcEndpointZones", { EndpointId });
            const [{ ZoneId }] = Zones;
            await zoneStatus(consumer, EndpointId, ZoneId, "Wait");
            await add(ZoneId === ZONE_A ? ZONE_B : ZONE_A);
        }, SLOW));

    it("to connections of one account: one is refused", () =>
        inScene(async ({ provider, service, endpoint }) => {
            const ServiceId = await service();
            const first = await endpoint(ServiceId);
            const second = await endpoint(ServiceId);
            const accept = (EndpointId: string) =>
                provider.call("EnableVpcEndpointConnection", { ServiceId, EndpointId });
            assert.deepEqual(await outcomes(accept(first), accept(second)), ["", CONCURRENT]);
        }, SLOW));

    it("by different accounts do not touch each other", () =>
        inScene(async ({ provider, consumer }) => {
            const own = await Promise.all(
                [provider, consumer].map(async (side) => {
                    const { ServiceId } = await side.call("CreateVpcEndpointService");
                    await serviceStatus(side, ServiceId, "Active");
                    return { side, ServiceId };
                }),
            );
            const adding = own.map(({ side, ServiceId }) =>
                side.call("AddUserToVpcEndpointService", { ServiceId, UserId: 9 }),
            );
            assert.deepEqual(await outcomes(...adding), ["", ""]);
        }, SLOW));

    it("that are refused leave no lock behind", () =>
        inScene(async ({ provider, service }) => {
            const ServiceId = await service({}, []);
            const wrong = provider.call("AddUserToVpcEndpointService", { ServiceId, UserId: 0 });
            assert.deepEqual(await outcomes(wrong), ["IllegalParam.UserId"]);
            await provider.call("AddUserToVpcEndpointService", { ServiceId, UserId: 6 });
        }));
});
