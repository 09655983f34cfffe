import * as assert from "node:assert/strict";

import { AlbServiceResource, ClbServiceResource, EndpointService } from "../../../../index";
import { isForbidden } from "../../../../components/preflight/lookups/missingPermissions";
import { lines, run } from "../../harness";
import { collectWarnings } from "../../warnings";

/** As the provider's two clients write what a product refused. */
const TEA =
    "[ERROR] SDKError:\n   StatusCode: 403\n   Code: NoPermission\n   Message: code: 403, You are not authorized";
const SDK =
    "[SDK alibaba-cloud-sdk-go ERROR]:\nSDK.ServerError\nErrorCode: Forbidden\nMessage: User not authorized";

describe("Lookups that the credentials do not allow", () => {
    const warnings = collectWarnings();

    const program = () => {
        for (const name of ["one", "other"]) {
            const { loadBalancerId } = new ClbServiceResource(name, {
                loadBalancerId: `lb-${name}`,
                listeners: [{ port: 80 }],
            });
            new EndpointService(name, {
                serviceResources: [{ loadBalancerId, zoneIds: ["eu-central-1a"] }],
            });
        }
        return new AlbServiceResource("alb", {
            loadBalancerId: "alb-1",
            zones: ["a", "b"].map((letter) => ({ zoneId: `eu-central-1${letter}` })),
            serverGroup: { servers: [{ serverId: "i-1", serverIp: "10.0.0.1", port: 80 }] },
            listeners: [{ port: 80 }],
        });
    };

    it("are reported in one warning for the program, which lists what to allow", async () => {
        const { registrations } = await run(program, {
            answer: (token) => {
                if (/:get(ApplicationLoadBalancers|LoadBalancers|Listeners)$/.test(token)) {
                    // The SDK reads the details, as gRPC has them.
                    const details = token.includes("slb") ? SDK : TEA;
                    throw Object.assign(new Error(details), { details });
                }
                return undefined;
            },
        });
        assert.ok(lines(registrations).includes("VpcEndpointService other"));
        assert.equal(warnings.length, 1, warnings.join("\n"));
        assert.match(
            warnings[0],
            /^The credentials may not look up ALBs, CLBs.*, so the rules about them are not checked\. Allow alb:ListLoadBalancers, .*slb:DescribeLoadBalancers, or set preflight to "offline"\.$/,
        );
        assert.ok(!warnings[0].includes("SDKError"));
    });

    for (const [message, expected] of [
        [TEA, true],
        [SDK, true],
        ["Code: Forbidden.RAM\n", true],
        ["Code: Forbidden.NoPermission", true],
        ["Code: Forbidden.LoadBalancer\n", false],
        ["Code: EndpointNotFound", false],
        ["the name is Forbidden", false],
    ] as const) {
        it(`differ from other failures: ${JSON.stringify(message)}`, () => {
            assert.equal(isForbidden(new Error(message)), expected);
        });
    }
});
