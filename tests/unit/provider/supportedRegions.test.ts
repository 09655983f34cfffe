import * as assert from "node:assert/strict";

import { Provider } from "@pulumi/alicloud/provider";
import * as pulumi from "@pulumi/pulumi";

import { EndpointService } from "../../../index";
import { REGION } from "../cloud";
import { run, type RunOptions } from "../harness";
import { urnOf } from "../stackState";

const COMPONENT = "alicloud-privatelink:index:EndpointService";
const CHILD = "alicloud:privatelink/vpcEndpointService:VpcEndpointService";
const [NEAR, FAR] = ["cn-hangzhou", "cn-shanghai"];

interface Deployed {
    /** Supported regions of the service that is deployed. */
    readonly regionIds?: readonly string[];
    /** Status by endpoint. */
    readonly connections?: Readonly<Record<string, string>>;
    /** Endpoints of the account in the service's region. */
    readonly ownEndpointIds?: readonly string[];
}

function deployed({ regionIds, connections = {}, ownEndpointIds = [] }: Deployed): RunOptions {
    return {
        deployed: () => regionIds !== undefined,
        stackState:
            regionIds === undefined
                ? {}
                : {
                      [urnOf(COMPONENT, CHILD, "orders")]: {
                          id: "epsrv-1",
                          regionId: REGION,
                          supportedRegionLists: regionIds,
                      },
                  },
        answer(token, { endpointId }) {
            if (token.endsWith("getVpcEndpointConnections")) {
                const found = Object.entries(connections);
                return { connections: found.map(([id, status]) => ({ endpointId: id, status })) };
            }
            if (token.endsWith("getVpcEndpointZones")) {
                if (!ownEndpointIds.includes(String(endpointId))) {
                    throw new Error("EndpointNotFound");
                }
                return { zones: [] };
            }
            return undefined;
        },
    };
}

function service(supportedRegionIds?: string[], region?: string): EndpointService {
    return new EndpointService(
        "orders",
        {
            serviceResources: [{ loadBalancerId: "lb-1", zoneIds: [`${REGION}a`] }],
            supportedRegionIds,
        },
        { provider: new Provider("owner", { region }) },
    );
}

describe("The supported regions of an endpoint service", () => {
    const warnings: string[] = [];
    const { warn } = pulumi.log;
    let ALICLOUD_REGION: string | undefined;
    beforeEach(() => {
        ({ ALICLOUD_REGION } = process.env);
        delete process.env.ALICLOUD_REGION;
        warnings.length = 0;
        (pulumi.log as { warn: unknown }).warn = (message: string) => warnings.push(message);
    });
    afterEach(() => {
        (pulumi.log as { warn: unknown }).warn = warn;
        Object.assign(process.env, ALICLOUD_REGION === undefined ? {} : { ALICLOUD_REGION });
    });

    const registeredRegions = async (
        state: Deployed,
        ...args: Parameters<typeof service>
    ): Promise<readonly string[] | undefined> => {
        const { registration } = await run(() => service(...args), deployed(state));
        const { inputs } = registration("VpcEndpointService orders");
        return inputs.supportedRegionLists as readonly string[] | undefined;
    };

    it("are left to the cloud if none are set, new or deployed", async () => {
        for (const regionIds of [undefined, [], [REGION]]) {
            assert.equal(await registeredRegions({ regionIds }), undefined);
            assert.equal(await registeredRegions({ regionIds }, [], REGION), undefined);
        }
    });

    it("have the service's own among them, once", async () => {
        assert.deepEqual(await registeredRegions({}, [NEAR], REGION), [REGION, NEAR]);
        assert.deepEqual(await registeredRegions({}, [NEAR, REGION], REGION), [REGION, NEAR]);
    });

    it("have the own region of a service that is deployed where the provider does not say it", async () => {
        assert.deepEqual(await registeredRegions({}, [NEAR]), [NEAR]);
        assert.deepEqual(await registeredRegions({ regionIds: [REGION, NEAR] }, [NEAR]), [
            REGION,
            NEAR,
        ]);
    });

    it("are removed one by one, down to the service's own", async () => {
        const regionIds = [REGION, NEAR, FAR];
        assert.deepEqual(await registeredRegions({ regionIds }, [FAR]), [REGION, FAR]);
        assert.deepEqual(await registeredRegions({ regionIds }, []), [REGION]);
        assert.deepEqual(await registeredRegions({ regionIds }), [REGION]);
        assert.deepEqual(warnings, []);
    });

    describe("of which one is removed", () => {
        const regionIds = [REGION, NEAR, FAR];

        it("are changed with a warning that names the endpoints that may be affected", async () => {
            const connections = { "ep-1": "Connected", "ep-2": "Disconnected" };
            await registeredRegions({ regionIds, connections, ownEndpointIds: ["ep-1"] }, [FAR]);
            assert.match(
                warnings.join(),
                /EndpointService "orders": supportedRegionIds: cn-hangzhou will be removed from epsrv-1.*may be there: ep-2 \(Disconnected\)\..* --ServiceId epsrv-1$/,
            );
        });

        it("are changed without one where all endpoints are in the service's region", async () => {
            const connections = { "ep-1": "Connected" };
            await registeredRegions({ regionIds, connections, ownEndpointIds: ["ep-1"] }, [FAR]);
            await registeredRegions({ regionIds, connections }, [NEAR, FAR]);
            assert.deepEqual(warnings, []);
        });
    });
});
