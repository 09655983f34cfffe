import * as assert from "node:assert/strict";

import { scriptOf } from "../../../../components/consumer/connectivityCheck/script";
import type { CheckSpecification } from "../../../../components/consumer/connectivityCheck/specification";

describe("the script that runs as root on the client", () => {
    const PLANTED = "touch /planted";
    const SPECIFICATION: CheckSpecification = {
        clientInstanceId: "i-1",
        endpointId: "ep-1",
        endpointDomain: "ep-1.example",
        zones: [{ zoneId: "a", domain: "a.example", eniIp: "10.0.0.1", status: "Connected" }],
        port: 80,
        protocol: "http",
        path: "/",
        consumerIdentity: false,
        timeoutSeconds: 20,
        triggers: [],
    };
    const without = (text: string) => text.replaceAll(/'(?:[^']|'\\'')*'/g, "''");

    // The rules refuse such values before. This is what stands behind them.
    it("has no line of an id's", () => {
        const script = scriptOf(
            { ...SPECIFICATION, endpointId: `ep-1\n${PLANTED}` },
            `t-1\r\n${PLANTED}`,
        );

        assert.match(script, /^# Checks the endpoint ep-1touch\/planted, again after t-1touch/m);
        assert.doesNotMatch(script, /^touch/m);
    });

    it("has what the cloud says of a zone, a domain and a path only between quotes", () => {
        const text = `'; ${PLANTED}; '\n${PLANTED}`;
        const zone = { zoneId: text, domain: text, eniIp: text, status: "Connected" };
        const script = scriptOf(
            { ...SPECIFICATION, endpointDomain: text, zones: [zone], path: `/${text}` },
            "",
        );

        const probes = script.slice(script.indexOf("\nprobe "));
        assert.ok(probes.includes(PLANTED));
        assert.doesNotMatch(without(probes), /touch/);
    });
});
