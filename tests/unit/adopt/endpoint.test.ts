import * as assert from "node:assert/strict";

import type { PlannedComponent } from "../../../adopt/plan";
import { readEndpoint } from "../../../adopt/reading/endpoint";
import { run } from "../harness";
import { ENDPOINT_RESOURCE } from "./plans";

const OF_THE_CLOUD = "com.aliyuncs.privatelink.eu-central-1.oss";
const OF_A_USER = "com.aliyuncs.privatelink.eu-central-1.epsrv-1";
const READ_ONLY =
    '{"Version":"1","Statement":[{"Effect":"Allow","Action":"oss:Get*","Principal":"*","Resource":"*"}]}';

describe("an endpoint that is adopted", () => {
    /** The component for an endpoint in two zones. */
    async function planned(policyDocument?: string, serviceName = OF_A_USER) {
        const zones = [
            { zoneId: "eu-central-1b", vswitchId: "vsw-b", eniIp: "10.0.1.9" },
            { zoneId: "eu-central-1a", vswitchId: "vsw-a", eniIp: "10.0.0.5" },
        ];
        const { result } = await run(
            () => readEndpoint("ep-1", "orders", { regionId: "eu-central-1", accountId: "1" }),
            {
                state: (type) =>
                    type === ENDPOINT_RESOURCE
                        ? {
                              endpointType: "Interface",
                              securityGroupIds: ["sg-1"],
                              vpcId: "vpc-1",
                              serviceName,
                              policyDocument,
                          }
                        : undefined,
                answer: (token) =>
                    token.endsWith("getVpcEndpointZones")
                        ? { zones }
                        : token.endsWith("getVpcEndpoints")
                          ? { endpoints: [{ id: "ep-1" }] }
                          : undefined,
            },
        );
        return result.components[0];
    }

    it("has a note of the addresses that its zones have, which the program does not set", async () => {
        assert.deepEqual((await planned()).notes, [
            "The addresses in its zones stay, 10.0.0.5 in eu-central-1a and 10.0.1.9 in eu-central-1b, but the program does not set them: " +
                "a zone that is replaced later gets another one, unless you set its eniIp.",
        ]);
    });

    it("keeps the policy of an endpoint for a service of Alibaba Cloud itself, as it was written", async () => {
        const text = `${READ_ONLY} `;
        const { args, notes } = await planned(text, OF_THE_CLOUD);

        assert.equal(args.policyDocument, text);
        assert.deepEqual(policyNotes({ notes }), []);
    });

    for (const [title, text] of [
        ["none", undefined],
        ["an empty one", ""],
        [
            "one that allows everything",
            '{"Version": "1", "Statement": [{"Effect": "Allow", "Action": ["*"], "Principal": "*", "Resource": "*"}]}',
        ],
    ] as const) {
        it(`has no policy in the program where the cloud has ${title}, as by default`, async () => {
            const { args, notes } = await planned(text, OF_THE_CLOUD);

            assert.equal(args.policyDocument, undefined);
            assert.deepEqual(policyNotes({ notes }), []);
        });
    }

    for (const [title, text, serviceName] of [
        ["for a service of a user", READ_ONLY, OF_A_USER],
        ["that is no JSON", "allow", OF_THE_CLOUD],
    ] as const) {
        it(`has a note of a policy ${title}, which the component refuses`, async () => {
            const { args, notes } = await planned(text, serviceName);

            assert.equal(args.policyDocument, undefined);
            assert.deepEqual(policyNotes({ notes }), [
                `policyDocument stays as it is in the cloud, ${JSON.stringify(text)}: the component refuses it. policyDocument: ` +
                    (serviceName === OF_A_USER
                        ? `is set for ${OF_A_USER}, which is not a service of Alibaba Cloud itself. Only those support a policy; remove it.`
                        : 'found "allow". Must be a policy in JSON.'),
            ]);
        });
    }
});

function policyNotes({ notes }: Pick<PlannedComponent, "notes">): string[] {
    return notes.filter((note) => note.includes("policy"));
}
