import * as assert from "node:assert/strict";

import { repeatsFinding } from "../../../components/preflight/repeatedErrors";

const ZONE = "eu-central-1z";
const FAILED =
    "invocation of alicloud:ecs/getInstanceTypes:getInstanceTypes returned an error: Availability zone eu-central-1z status is not available";

function finding(reason: string) {
    return { component: 'InterfaceEndpoint "web"', propertyPath: "zones[0].zoneId", reason };
}

describe("An error of a program's own lookup", () => {
    const wrongZone = finding(`zones[0].zoneId: found "${ZONE}". The service is in eu-central-1b.`);

    it("repeats the finding about a value that it is about", () => {
        assert.equal(repeatsFinding(new Error(FAILED), [wrongZone]), true);
        const ofProperty = new Error(`error serializing property "instanceType": ${FAILED}`);
        assert.equal(repeatsFinding(ofProperty, [wrongZone]), true);
    });

    for (const [what, reason, findings] of [
        ["without a finding", new Error(FAILED), []],
        ["about another value", new Error(FAILED.replace(ZONE, "eu-central-1b")), [wrongZone]],
        ["that is no lookup's", new Error(`Something else with ${ZONE}`), [wrongZone]],
        ["about a value that is too short to tell", new Error(FAILED), [finding('a: found "eu".')]],
    ] as const) {
        it(`is shown: ${what}`, () => {
            assert.equal(repeatsFinding(reason, findings), false);
        });
    }
});
