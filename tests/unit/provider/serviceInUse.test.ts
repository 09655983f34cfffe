import * as assert from "node:assert/strict";

import type { ListedEndpoint } from "../../../components/preflight/lookups/serviceEndpoints";
import { attachmentName } from "../../../components/provider/serviceInUse";
import { EndpointService, type EndpointServiceArgs } from "../../../index";
import { type Inputs, REGION } from "../cloud";
import { Consumer, lines, refusedLater, run, type RunOptions, unknown } from "../harness";
import { urnOf } from "../stackState";
import { collectWarnings } from "../warnings";
import {
    answerServiceEndpoints,
    resetServiceEndpoints,
    serviceEndpoints,
    waitingEndpoint,
} from "./serviceEndpoints";

const COMPONENT = "alicloud-privatelink:index:EndpointService";
const ZONE_A = `${REGION}a`;
const ZONE_B = `${REGION}b`;

const GOOD: EndpointServiceArgs = {
    serviceResources: [{ loadBalancerId: "lb-1", zoneIds: [ZONE_A] }],
};

function service(args: Partial<EndpointServiceArgs> = {}): EndpointService {
    return new EndpointService("orders", { ...GOOD, ...args });
}

const privatelink = (module: string, name: string) => `alicloud:privatelink/${module}:${name}`;
const CONNECTION = privatelink("vpcEndpointServiceConnection", "VpcEndpointServiceConnection");
const ENDPOINT = privatelink("vpcEndpoint", "VpcEndpoint");
const ATTACHMENT = privatelink("vpcEndpointServiceResource", "VpcEndpointServiceResource");

interface Deployed {
    readonly attachments?: readonly (readonly [id: string, zone: string, name?: string])[];
    /** Status by endpoint. */
    readonly connections?: Readonly<Record<string, string>>;
    /** What the package's own call lists; left out if it is refused, and the data source is asked. */
    readonly listed?: readonly ListedEndpoint[];
    /** Zones of the account's own endpoints. */
    readonly endpointZones?: Readonly<Record<string, readonly string[]>>;
    /** What else is in the stack. */
    readonly others?: Readonly<Record<string, Inputs>>;
    readonly preview?: boolean;
}

/** A service that is deployed, in use or not. */
function deployed({
    attachments = [["lb-1", ZONE_A]],
    connections = {},
    listed,
    endpointZones = {},
    others = {},
    preview = false,
}: Deployed = {}): RunOptions & { readonly lookups: string[] } {
    const lookups: string[] = [];
    Object.assign(
        serviceEndpoints,
        listed === undefined
            ? { refusal: { Code: "NoPermission", Message: "Not allowed." } }
            : { endpoints: listed, refusal: undefined },
    );
    return {
        lookups,
        preview,
        deployed: () => true,
        stackState: {
            [urnOf(COMPONENT, privatelink("vpcEndpointService", "VpcEndpointService"), "orders")]: {
                id: "epsrv-1",
                payer: "Endpoint",
                serviceResourceType: "slb",
            },
            ...Object.fromEntries(
                attachments.map(([resourceId, zoneId, name]) => [
                    urnOf(COMPONENT, ATTACHMENT, attachmentName("orders", name, zoneId)),
                    { serviceId: "epsrv-1", resourceId, zoneId },
                ]),
            ),
            ...others,
        },
        answer(token, inputs) {
            const name = token.split(":").pop() ?? "";
            if (name === "getVpcEndpointConnections") {
                lookups.push(name);
                return {
                    connections: Object.entries(connections).map(([endpointId, status]) => ({
                        endpointId,
                        status,
                    })),
                };
            }
            if (name === "getVpcEndpointZones") {
                const zoneIds = endpointZones[String(inputs.endpointId)];
                if (zoneIds === undefined) {
                    throw new Error("EndpointNotFound");
                }
                return { zones: zoneIds.map((zoneId) => ({ zoneId })) };
            }
            return undefined;
        },
    };
}

const CONNECTED = { "ep-1": "Connected" };

async function reasonOf(args: Partial<EndpointServiceArgs>, options: RunOptions): Promise<string> {
    const { error, registrations } = await refusedLater(() => service(args), options);
    assert.deepEqual(lines(registrations), []);
    return error.message;
}

describe("An endpoint service that is deployed", () => {
    before(answerServiceEndpoints);
    afterEach(resetServiceEndpoints);

    it("is not looked up if nothing of it is removed", async () => {
        const options = deployed({ connections: CONNECTED });
        await run(
            () =>
                service({
                    serviceResources: [
                        ...GOOD.serviceResources,
                        { name: "second", loadBalancerId: "lb-2", zoneIds: [ZONE_A] },
                    ],
                }),
            options,
        );
        assert.deepEqual(options.lookups, []);
    });

    const other = { serviceResources: [{ loadBalancerId: "lb-2", zoneIds: [ZONE_A] }] };

    it("refuses another load balancer while an endpoint is connected, and registers nothing", async () => {
        assert.match(
            await reasonOf(other, deployed({ connections: CONNECTED })),
            /serviceResources\[0\]\.loadBalancerId: this update detaches lb-1 in eu-central-1a from epsrv-1, to which endpoints are connected: ep-1 \(Connected\)/,
        );
    });

    it("names the connection of the same stack that must be closed", async () => {
        const others = {
            [urnOf("alicloud-privatelink:index:EndpointConnection", CONNECTION, "app")]: {
                serviceId: "epsrv-1",
                endpointId: "ep-1",
            },
        };
        const reason = await reasonOf(other, deployed({ connections: CONNECTED, others }));
        assert.match(reason, /First remove EndpointConnection "app" from the program and run/);
    });

    for (const connections of [{}, { "ep-1": "Disconnected" }, { "ep-1": "Deleting" }] as Record<
        string,
        string
    >[]) {
        it(`takes another load balancer with the connections ${JSON.stringify(connections)}`, async () => {
            const { registration } = await run(() => service(other), deployed({ connections }));
            const { inputs } = registration(`VpcEndpointServiceResource orders-${ZONE_A}`);
            assert.equal(inputs.resourceId, "lb-2");
        });
    }

    it("is not looked up with preflight offline", async () => {
        const options = deployed({ connections: CONNECTED });
        await run(() => service({ ...other, preflight: "offline" }), options);
        assert.deepEqual(options.lookups, []);
    });

    it("refuses at preview a load balancer that is replaced, whose id is not known", async () => {
        const replaced = {
            serviceResources: [{ loadBalancerId: unknown<string>(), zoneIds: [ZONE_A] }],
        };
        const options = deployed({ connections: CONNECTED, preview: true });
        const { error } = await refusedLater(() => service(replaced), options);
        assert.match(
            error.message,
            /serviceResources\[0\]\.loadBalancerId: this update detaches lb-1 in eu-central-1a from/,
        );
    });

    it("takes the id of a load balancer of the program that stays", async () => {
        await run(
            () => {
                const loadBalancerId = new Consumer("clb", {}).id.apply(() => "lb-1");
                return service({ serviceResources: [{ loadBalancerId, zoneIds: [ZONE_A] }] });
            },
            deployed({ connections: CONNECTED }),
        );
    });

    describe("and ignores who is connected", () => {
        const warnings = collectWarnings();

        it("is changed, with the same words as a warning", async () => {
            const ignoring = { ...other, ignoreConnectedEndpoints: true };
            const options = deployed({ connections: CONNECTED });
            const { registration } = await run(() => service(ignoring), options);
            const { inputs } = registration(`VpcEndpointServiceResource orders-${ZONE_A}`);
            assert.equal(inputs.resourceId, "lb-2");
            await run(
                () => service({ payer: "EndpointService", ignoreConnectedEndpoints: true }),
                options,
            );
            assert.match(
                warnings.join("\n"),
                /^EndpointService "orders": serviceResources\[0\]\.loadBalancerId: this update detaches lb-1 .* ep-1 \(Connected\).*\nEndpointService "orders": payer: changing it replaces epsrv-1/,
            );
        });
    });

    it("has the time for deletions that the component is given", async () => {
        const customTimeouts = { delete: "20m" };
        const { registration } = await run(
            () => new EndpointService("orders", GOOD, { customTimeouts }),
        );
        for (const resource of [
            "VpcEndpointService orders",
            `VpcEndpointServiceResource orders-${ZONE_A}`,
        ]) {
            assert.equal(registration(resource).deleteTimeout, "20m");
        }
    });

    const [one] = GOOD.serviceResources;

    it("keeps an attachment whose entry got a name, or lost it", async () => {
        const renamed = { serviceResources: [{ ...one, name: "blue" }] };
        const { registration } = await run(() => service(renamed), deployed());
        const { formerNames } = registration(`VpcEndpointServiceResource orders-blue-${ZONE_A}`);
        assert.deepEqual(formerNames, [`orders-${ZONE_A}`]);
    });

    it("makes an attachment of its own for another load balancer, or one whose former entry stays", async () => {
        for (const serviceResources of [
            [{ ...one, name: "blue", loadBalancerId: "lb-2" }],
            [one, { ...one, name: "blue" }],
        ]) {
            const { registration } = await run(() => service({ serviceResources }), deployed());
            const { formerNames } = registration(
                `VpcEndpointServiceResource orders-blue-${ZONE_A}`,
            );
            assert.deepEqual(formerNames, []);
        }
    });

    it("refuses to take one of two load balancers out of a zone that an endpoint must be in", async () => {
        const attachments = [
            ["lb-1", ZONE_A],
            ["lb-2", ZONE_A, "blue"],
        ] as const;
        assert.match(
            await reasonOf({}, deployed({ attachments, connections: CONNECTED })),
            /serviceResources: this update detaches lb-2 in eu-central-1a from/,
        );
    });

    describe("in two zones, of which one goes away", () => {
        const attachments = [
            ["lb-1", ZONE_A],
            ["lb-2", ZONE_B],
        ] as const;
        const warnings = collectWarnings();
        const inA = (zoneIds: readonly string[]) =>
            deployed({ attachments, connections: CONNECTED, endpointZones: { "ep-1": zoneIds } });

        it("is refused while an endpoint of the account is in it", async () => {
            assert.match(
                await reasonOf({}, inA([ZONE_A, ZONE_B])),
                /serviceResources: this update detaches lb-2 in eu-central-1b from/,
            );
        });

        it("works while the endpoints of the account are in the other one", async () => {
            await run(() => service(), inA([ZONE_A]));
            assert.deepEqual(warnings, []);
        });

        describe("and the endpoints of other accounts can be listed", () => {
            const listed = (zoneId: string, loadBalancerId: string) => [
                {
                    ...waitingEndpoint("ep-9"),
                    accountId: "1111222233334444",
                    status: "Connected",
                    zones: [{ zoneId, loadBalancerId, status: "Connected" }],
                },
            ];

            it("is refused, with the owner of the endpoint that is in it", async () => {
                const options = deployed({ attachments, listed: listed(ZONE_B, "lb-2") });
                assert.match(
                    await reasonOf({}, options),
                    /detaches lb-2 in eu-central-1b from.* ep-9 of account 1111222233334444 \(Connected\)/s,
                );
            });

            it("works while they are in the other one", async () => {
                const options = deployed({ attachments, listed: listed(ZONE_A, "lb-1") });
                await run(() => service(), options);
                assert.deepEqual(warnings, []);
            });
        });

        it("works, with a warning, where the endpoints of other accounts cannot be listed", async () => {
            await run(() => service(), deployed({ attachments, connections: CONNECTED }));
            assert.match(
                warnings.join(),
                /^EndpointService "orders": serviceResources.*: lb-2 in eu-central-1b of epsrv-1 will be detached.*ep-1 \(Connected\)/,
            );
        });
    });

    describe("and is replaced", () => {
        const replaced = { payer: "EndpointService" } as const;

        it("is refused while another stack has an endpoint, even one that is not connected", async () => {
            assert.match(
                await reasonOf(replaced, deployed({ connections: { "ep-1": "Disconnected" } })),
                /payer: changing it replaces epsrv-1, which has endpoints outside of this stack: ep-1 \(Disconnected\)/,
            );
        });

        it("works with the endpoints of the same stack, which are replaced with it", async () => {
            const others = {
                [urnOf("alicloud-privatelink:index:InterfaceEndpoint", ENDPOINT, "app")]: {
                    id: "ep-1",
                    serviceId: "epsrv-1",
                },
            };
            await run(() => service(replaced), deployed({ others, connections: CONNECTED }));
        });
    });
});
