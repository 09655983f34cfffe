import * as assert from "node:assert/strict";

import { eventually, REGION } from "./client";
import { OTHER_REGION, remoteConsumer, remoteEndpoint, update } from "./privatelinkRegionsScene";
import { code, inScene, serviceStatus, type Side, WATCHED } from "./privatelinkScene";

describe("PrivateLink endpoint services for other regions", () => {
    it("list their own region whether it is named or not, and the others with their status", () =>
        inScene(async ({ provider, service }) => {
            for (const SupportedRegionList of [undefined, [REGION], [OTHER_REGION]]) {
                const ServiceId = await service({ SupportedRegionList }, []);
                const others = SupportedRegionList?.filter((regionId) => regionId !== REGION) ?? [];
                assert.deepEqual(
                    await regions(provider, ServiceId),
                    [REGION, ...others].map((regionId) => `${regionId} Available`),
                );
                const { Services } = await provider.call("ListVpcEndpointServices", { ServiceId });
                assert.equal(Services[0].SupportedRegionSet.length, others.length + 1);
            }
        }));

    it("are Pending while a region is added or removed, which leaves it Closed", () =>
        inScene(async ({ provider, service }) => {
            const ServiceId = await service({}, []);
            await update(provider, ServiceId, { AddSupportedRegionSet: [OTHER_REGION] });
            assert.deepEqual(await during(provider, ServiceId), [
                "Pending",
                `${REGION} Available`,
                `${OTHER_REGION} Pending`,
            ]);
            assert.deepEqual(await regions(provider, ServiceId), [
                `${REGION} Available`,
                `${OTHER_REGION} Available`,
            ]);
            await update(provider, ServiceId, { DeleteSupportedRegionSet: [OTHER_REGION] });
            assert.deepEqual(await during(provider, ServiceId), [
                "Pending",
                `${REGION} Available`,
                `${OTHER_REGION} Deleting`,
            ]);
            const closed = [`${REGION} Available`, `${OTHER_REGION} Closed`];
            assert.deepEqual(await regions(provider, ServiceId), closed);
            await update(provider, ServiceId, { DeleteSupportedRegionSet: [OTHER_REGION] });
            assert.deepEqual(await regions(provider, ServiceId), closed);
            await update(provider, ServiceId, { AddSupportedRegionSet: [OTHER_REGION] });
            assert.deepEqual(await regions(provider, ServiceId), [
                `${REGION} Available`,
                `${OTHER_REGION} Available`,
            ]);
        }, WATCHED));

    it("refuse regions that do not exist, and the removal of their own", () =>
        inScene(async ({ provider, service }) => {
            const ServiceId = await service({}, []);
            const refused = (parameters: object) => code(update(provider, ServiceId, parameters));
            assert.equal(await refused({ AddSupportedRegionSet: ["moon-1"] }), "RegionNotFound");
            assert.equal(
                await refused({ DeleteSupportedRegionSet: [REGION] }),
                "OperationDenied.OwnRegion",
            );
            assert.deepEqual(await regions(provider, ServiceId), [`${REGION} Available`]);
        }));

    it("keep a region in which they have endpoints", () =>
        inScene(async (scene) => {
            const { provider } = scene;
            const remote = remoteConsumer(scene);
            const ServiceId = await scene.service({ SupportedRegionList: [OTHER_REGION] });
            const EndpointId = await remoteEndpoint(remote, ServiceId);
            const takeAway = () =>
                update(provider, ServiceId, { DeleteSupportedRegionSet: [OTHER_REGION] });
            const inUse = "OperationDenied.SupportedRegionInUse";
            assert.equal(await code(takeAway()), inUse);
            await scene.accept(ServiceId, EndpointId);
            assert.equal(await code(takeAway()), inUse);
            await remote.call("DeleteVpcEndpoint", { EndpointId });
            await eventually(
                () => scene.connection(ServiceId, EndpointId),
                (connection) => connection === undefined,
            );
            await takeAway();
            assert.deepEqual(await regions(provider, ServiceId), [
                `${REGION} Available`,
                `${OTHER_REGION} Closed`,
            ]);
        }));
});

interface SupportedRegion {
    readonly SupportedRegionId: string;
    readonly RegionServiceStatus: string;
}

/** The regions of a service and their status, once the service is Active. */
async function regions(owner: Side, ServiceId: string): Promise<string[]> {
    const { SupportedRegionSet } = await serviceStatus(owner, ServiceId, "Active");
    return SupportedRegionSet.map(shown);
}

/** The status of a service right now, and of its regions. */
async function during(owner: Side, ServiceId: string): Promise<string[]> {
    const answer = await owner.call("GetVpcEndpointServiceAttribute", { ServiceId });
    return [answer.ServiceStatus, ...answer.SupportedRegionSet.map(shown)];
}

function shown({ SupportedRegionId, RegionServiceStatus }: SupportedRegion): string {
    return `${SupportedRegionId} ${RegionServiceStatus}`;
}
