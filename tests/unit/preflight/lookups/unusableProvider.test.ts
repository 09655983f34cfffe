import * as assert from "node:assert/strict";

import { InterfaceEndpoint } from "../../../../index";
import { refusedLater, run } from "../../harness";
import { collectWarnings } from "../../warnings";

const PROBLEMS: Readonly<Record<string, { readonly said: string; readonly sentence: RegExp }>> = {
    "no credentials": {
        said: "configuring Terraform Alibaba Cloud Provider: no valid credential sources for Terraform Alibaba Cloud Provider found.",
        sentence:
            /^alicloud:accessKey: is not set, and there are no other credentials for Alibaba Cloud\. Set ALICLOUD_ACCESS_KEY and /,
    },
    "an access key that does not exist": {
        said: "SDK.ServerError ErrorCode: InvalidAccessKeyId.NotFound Recommend:",
        sentence:
            /^alicloud:accessKey: Alibaba Cloud does not know the access key, or it is disabled\. Set one /,
    },
    "a wrong secret": {
        said: "SDKError: StatusCode: 400 Code: SignatureDoesNotMatch Message: code: 400",
        sentence: /^alicloud:secretKey: is not the secret of the access key\. Set the one /,
    },
    "a token that has expired": {
        said: "SDK.ServerError ErrorCode: InvalidSecurityToken.Expired Recommend:",
        sentence:
            /^alicloud:securityToken: has expired, or does not belong to the access key\. Set /,
    },
    "a region that does not exist": {
        said: "Invalid Alibaba Cloud region: eu-central-9. You can skip checking this region",
        sentence: /^alicloud:region: .* does not exist\. Set one that does, /,
    },
    "an engine that has ended, and shows why": {
        said: "Resource monitor is terminating",
        sentence: /^Resource monitor is terminating$/,
    },
};

describe("A program whose provider cannot make a call", () => {
    const warnings = collectWarnings();

    // What was found of a program stays with it.
    afterEach(() => run(() => undefined));

    for (const [problem, { said, sentence }] of Object.entries(PROBLEMS)) {
        it(`is refused in one sentence, without a warning and a resource, with ${problem}`, async () => {
            const { error, registrations } = await refusedLater(
                () =>
                    new InterfaceEndpoint("app", {
                        serviceId: "epsrv-1",
                        vpcId: "vpc-1",
                        zones: [{ zoneId: "eu-central-1a", vswitchId: "vsw-1" }],
                        ports: [{ port: 80 }],
                        clientCidrBlocks: ["10.0.0.0/16"],
                    }),
                {
                    answer: (token) => {
                        if (token === "pulumi:pulumi:readStackResourceOutputs") {
                            return undefined;
                        }
                        // The SDK reads the details, as gRPC has them.
                        throw Object.assign(new Error(said), { details: said });
                    },
                },
            );

            assert.match(error.message, sentence);
            assert.doesNotMatch(error.message, /\n/);
            assert.deepEqual(registrations, []);
            assert.deepEqual(warnings, []);
        });
    }
});
