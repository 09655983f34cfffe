import * as assert from "node:assert/strict";

import { providerMessage } from "../../../components/shared/providerMessage";

describe("the message of a failed lookup", () => {
    it("has no request parameters, which show the access key and a signature, and no colors", () => {
        const error = new Error(
            "invocation of alicloud:vpc/getNetworks:getNetworks returned an error: invoking alicloud:vpc/getNetworks:getNetworks: " +
                "\u001b[31m[ERROR]\u001b[0m Datasource alicloud_vpcs DescribeVpcs Failed!!!\n" +
                'Post "http://vpc.aliyuncs.com/?AccessKeyId=LTAI1&Signature=abc%3D": connection refused.',
        );

        assert.equal(
            providerMessage(error),
            "[ERROR] Datasource alicloud_vpcs DescribeVpcs Failed!!! " +
                'Post "http://vpc.aliyuncs.com/": connection refused',
        );
    });

    it("is what it is where the provider did not write it", () => {
        assert.equal(providerMessage(new Error("no answer")), "no answer");
        assert.equal(providerMessage("no answer"), "no answer");
    });
});
