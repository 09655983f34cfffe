import * as assert from "node:assert/strict";

import { deployedChild, deployedResources } from "../../../components/preflight/deployedResources";
import { run } from "../harness";

const COMPONENT = "alicloud-privatelink:index:EndpointService";
const SERVICE = "alicloud:privatelink/vpcEndpointService:VpcEndpointService";

const urn = (parents: string, name: string) =>
    `urn:pulumi:stack::project::${parents}${COMPONENT}$${SERVICE}::${name}`;

describe("The deployed resources of a stack", () => {
    it("are read from the engine with the stack's full name, once for a program", async () => {
        const calls: unknown[] = [];
        const { result } = await run(
            async () => [await deployedResources(), await deployedResources()],
            {
                answer: (token, inputs) => {
                    calls.push([token, inputs]);
                    return undefined;
                },
                stackState: { [urn("", "web")]: { id: "epsrv-1" } },
            },
        );

        assert.deepEqual(calls, [
            ["pulumi:pulumi:readStackResourceOutputs", { stackName: "organization/project/stack" }],
        ]);
        const resource = {
            urn: urn("", "web"),
            type: SERVICE,
            name: "web",
            outputs: { id: "epsrv-1" },
        };
        assert.deepEqual(result, [[resource], [resource]]);
    });

    for (const [what, answer] of [
        ["an echo of its arguments", { stackName: "organization/project/stack" }],
        ["an empty object", {}],
        ["a list", { outputs: [1, 2] }],
    ] as const) {
        it(`are not known if the engine answers with ${what}`, async () => {
            const { result } = await run(() => deployedResources(), { answer: () => answer });
            assert.equal(result, undefined);
        });
    }

    it("are not known if the call is refused", async () => {
        const { result } = await run(() => deployedResources(), {
            answer: () => Promise.reject(new Error("no backend client is available")),
        });
        assert.equal(result, undefined);
    });

    it("have the child of a component by type and name, regardless of the component's parent", async () => {
        const state = { [urn("my:index:Platform$", "web")]: { id: "epsrv-1" } };
        const { result } = await run(() => deployedChild("EndpointService", SERVICE, "web"), {
            stackState: { ...state, [urn("", "web-b")]: { id: "epsrv-2" } },
        });
        assert.equal(result?.outputs.id, "epsrv-1");
    });

    it("have no such child if two components of different parents share the name", async () => {
        const { result } = await run(() => deployedChild("EndpointService", SERVICE, "web"), {
            stackState: {
                [urn("", "web")]: { id: "epsrv-1" },
                [urn("my:index:Platform$", "web")]: { id: "epsrv-2" },
            },
        });
        assert.equal(result, undefined);
    });
});
