import * as assert from "node:assert/strict";

import * as alicloud from "@pulumi/alicloud";
import * as pulumi from "@pulumi/pulumi";

import * as components from "../../index";
import { EVERY_COMPONENT } from "../schema/everyComponent";
import { answers } from "./consumer/connectivityCheck/cloudAssistant";
import { Consumer, line, type Registration, run, type RunOptions } from "./harness";

type ComponentClass = new (
    name: string,
    args: object,
    options?: pulumi.ComponentResourceOptions,
) => pulumi.ComponentResource;

const CLASSES = components as unknown as Readonly<Record<string, ComponentClass>>;

async function childrenOf(
    { componentClass, args }: (typeof EVERY_COMPONENT)[string],
    options: () => pulumi.ComponentResourceOptions,
): Promise<readonly Registration[]> {
    const harness: RunOptions = {
        mocked: true,
        answer: componentClass === "ConnectivityCheck" ? answers() : undefined,
    };
    const { registrations } = await run(
        () => void new CLASSES[componentClass]("app", args, options()),
        harness,
    );
    // What exists already is read with `get`, and is nobody's to change.
    const children = registrations.filter(
        ({ parent, custom, readId }) => parent !== "" && custom && readId === undefined,
    );
    assert.ok(children.length > 0);
    return children;
}

/** Whose deletion the cloud refuses while endpoints are connected, or while others are changed. */
const LIMITED = [
    "VpcEndpointService",
    "VpcEndpointServiceResource",
    "VpcEndpointServiceConnection",
];

describe("the options of a component:", () => {
    for (const [what, making] of Object.entries(EVERY_COMPONENT)) {
        describe(`${what}:`, () => {
            it("a provider is that of each child", async () => {
                const children = await childrenOf(making, () => ({
                    provider: new alicloud.Provider("partner", { region: "eu-central-1" }),
                }));

                for (const { provider, ...child } of children) {
                    assert.match(provider, /::partner::/, line(child));
                }
            });

            it("providers are, too", async () => {
                const children = await childrenOf(making, () => ({
                    providers: {
                        alicloud: new alicloud.Provider("partner", { region: "eu-central-1" }),
                    },
                }));

                for (const { provider, ...child } of children) {
                    assert.match(provider, /::partner::/, line(child));
                }
            });

            it("protect protects each child", async () => {
                for (const child of await childrenOf(making, () => ({ protect: true }))) {
                    assert.equal(child.protect, true, line(child));
                }
            });

            it("a transformation reaches each child", async () => {
                const children = await childrenOf(making, () => ({
                    transformations: [
                        ({ resource, props, opts }) =>
                            resource instanceof pulumi.CustomResource
                                ? { props: { ...props, extra: "added" }, opts }
                                : undefined,
                    ],
                }));

                for (const child of children) {
                    assert.equal(child.inputs.extra, "added", line(child));
                }
            });

            it("dependsOn keeps each child waiting", async () => {
                const children = await childrenOf(making, () => ({
                    dependsOn: new Consumer("first", {}),
                }));

                for (const { registeredBefore, ...child } of children) {
                    assert.ok(registeredBefore.includes("Consumer first"), line(child));
                }
            });

            it("custom timeouts stay with the component, but for the deletion of what endpoints may be connected to", async () => {
                const usual = await childrenOf(making, () => ({}));
                const children = await childrenOf(making, () => ({
                    customTimeouts: { delete: "7h" },
                }));

                assert.deepEqual(
                    children.map(({ deleteTimeout }) => deleteTimeout),
                    usual.map(({ type, deleteTimeout }) =>
                        LIMITED.some((each) => type.endsWith(`:${each}`)) ? "7h" : deleteTimeout,
                    ),
                );
            });
        });
    }
});
