import * as assert from "node:assert/strict";

import { type Difference, improved } from "../../../adopt/verification";
import { CONNECTION, ENDPOINT, ENDPOINT_RESOURCE, planWith, SERVICE } from "./plans";

describe("a program that was compared with what it adopts", () => {
    const plan = planWith(ENDPOINT);
    const difference: Difference = {
        operation: "update",
        type: ENDPOINT_RESOURCE,
        name: "orders",
        componentName: "orders",
        inputs: ["vpcEndpointName"],
        imported: {},
        planned: { vpcEndpointName: "orders" },
    };

    it("stays the same where nothing differs", () => {
        assert.equal(improved(plan, []), plan);
    });

    it("leaves what the component would change as it is, and says so", () => {
        const [endpoint] = improved(plan, [difference]).components;

        assert.deepEqual(endpoint.ignored, [
            { type: ENDPOINT_RESOURCE, name: "orders", inputs: ["vpcEndpointName"] },
        ]);
        assert.deepEqual(endpoint.notes, [
            'vpcEndpointName of VpcEndpoint orders stays as it is in the cloud, nothing: the component would set "orders".',
        ]);
    });

    for (const operation of ["replace", "create", "delete"]) {
        it(`is refused where it would ${operation} something`, () => {
            assert.throws(
                () => improved(plan, [{ ...difference, operation, inputs: ["vpcId"] }]),
                new RegExp(
                    `^Error: The program would ${operation} ${ENDPOINT_RESOURCE} orders, which the cloud has, for vpcId\\. It cannot be adopted\\.$`,
                ),
            );
        });
    }

    it("has no checks in the component whose checks find something, and says what", () => {
        const found = {
            component: 'EndpointService "orders"',
            propertyPath: "tags",
            reason: "tags: found too many.",
            rule: "values.tags",
        };

        const [service, connection] = improved(planWith(SERVICE, CONNECTION), {
            findings: [found],
        }).components;

        assert.equal(service.args.preflight, "offline");
        assert.match(
            service.notes[0],
            /for they refuse what the cloud has: tags: found too many\.$/,
        );
        assert.equal(connection, CONNECTION);
    });
});
