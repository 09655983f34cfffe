import * as assert from "node:assert/strict";

import { programText } from "../../../adopt/programText";
import { CONNECTION, planWith, SERVICE } from "./plans";

describe("the program of an adoption", () => {
    it("has the components with their arguments, references and exports", () => {
        assert.equal(
            programText(planWith(SERVICE, CONNECTION)),
            `import { EndpointConnection, EndpointService } from "@cloud-components/alicloud-privatelink";

const service = new EndpointService("orders", {
    serviceResources: [
        {
            loadBalancerId: "nlb-1",
            zoneIds: ["eu-central-1a", "eu-central-1b"],
            ports: [{ port: 53, protocol: "udp" }, { port: 443 }],
        },
    ],
    serviceResourceType: "nlb",
    allowedAccountIds: ["1000000000000002"],
    payer: "EndpointService",
    addressIpVersion: "DualStack",
    tags: { team: "orders", "cost center": "7\\"" },
});

new EndpointConnection("ep-1", {
    serviceId: service.serviceId,
    endpointId: "ep-1",
});

export const offer = service.offer;
`,
        );
    });

    it("says what is left out and what a component cannot express, in comments that no text can end", () => {
        const text = programText({
            ...planWith({ ...SERVICE, notes: ["It stays */ as\nit is."] }),
            leftOut: ["The whitelist has a\r\nprocess.exit()."],
        });

        assert.ok(text.includes("\n// - The whitelist has a process.exit().\n"), text);
        assert.ok(text.includes("\n// It stays */ as it is.\nconst service"), text);
    });
});
