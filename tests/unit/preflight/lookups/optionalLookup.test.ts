import * as assert from "node:assert/strict";

import { optionalLookup } from "../../../../components/preflight/lookups/optionalLookup";
import { collectWarnings } from "../../warnings";

describe("What is said of a lookup that fails", () => {
    const warnings = collectWarnings();

    /** Each of other things, for a program is warned of the same once. */
    function lookUp(what: string, message: string) {
        const failing = optionalLookup(what, "slb:DescribeLoadBalancers", () =>
            Promise.reject(new Error(message)),
        );
        return failing(["lb-1"], {});
    }

    it("is what to allow, if a permission is missing", async () => {
        assert.equal(await lookUp("the CLBs", "Forbidden.RAM: User not authorized."), undefined);

        assert.equal(warnings.length, 1);
        assert.match(warnings[0], /about the CLBs are not checked.*Allow slb:DescribeLoadBalanc/);
    });

    it("is nothing, if the end of the program cuts it off: another error says why", async () => {
        const message =
            "invocation of alicloud:slb/getApplicationLoadBalancers:getApplicationLoadBalancers returned an error: " +
            "rpc error: code = Canceled desc = grpc: the client connection is closing";
        assert.equal(await lookUp("the listeners", message), undefined);
        const inTheSdk = "Resource monitor is terminating";
        assert.equal(await lookUp("the certificates", inTheSdk), undefined);

        assert.deepEqual(warnings, []);
    });
});
