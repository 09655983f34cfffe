import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";

import { type Emulator, startEmulator } from "../../tools/emulator";
import { ErrorCodes } from "../../tools/emulator/errorCodes";
import { FURTHER_CODES } from "../../tools/emulator/furtherCodes";
import { INVENTED } from "../../tools/emulator/invented";
import {
    ALB,
    clients,
    type Clients,
    ECS,
    eventually,
    NLB,
    PRIVATELINK,
    PVTZ,
    refusal,
    SLB,
    VPC,
} from "./client";

const TABLES = path.join(__dirname, "../../tools/emulator/error-codes");

describe("the codes of the emulator's refusals", () => {
    const privatelink = ErrorCodes.load("privatelink", "2020-04-15");

    it("are those of the action's own list, with their status", () => {
        const action = "EnableVpcEndpointZoneConnection";
        const code = "ResourceNotFound.VpcEndpointZone";
        assert.equal(privatelink.knows({ action, code, status: 404 }), true);
        assert.equal(privatelink.knows({ action, code, status: 400 }), false);
        assert.equal(privatelink.knows({ action: "DeleteVpcEndpoint", code, status: 404 }), false);
    });

    it("have any word in the place of a listed %s, but not none", () => {
        const action = "CreateVpcEndpointService";
        const knows = (code: string) => privatelink.knows({ action, code, status: 400 });
        assert.equal(knows("IllegalParamFormat.Payer"), true);
        assert.equal(knows("IllegalParamFormat."), false);
        assert.equal(knows("IllegalParamFormatXPayer"), false);
    });

    it("are those of the product's other actions where the action has no list", () => {
        const pvtz = ErrorCodes.load("pvtz", "2018-01-01");
        const knows = (code: string) => pvtz.knows({ action: "AddZone", code, status: 400 });
        assert.equal(knows("Zone.Invalid.Name"), true);
        assert.equal(knows("Zone.Invalid.Colour"), false);
    });

    it("are the API gateway's, or rows of the tables for further and for invented codes", () => {
        const knows = (code: string, status = 400) =>
            privatelink.knows({ action: "CreateVpcEndpoint", code, status });
        assert.equal(knows("MissingVpcId"), true);
        assert.equal(knows("UnsupportedRegion"), true);
        assert.equal(knows(INVENTED.privateLinkMismatch.code), true);
        assert.equal(knows(INVENTED.nlbZoneInUse.code), false);
    });

    it("are further ones only where no list has them", () => {
        for (const file of readdirSync(TABLES)) {
            const { product, actions } = JSON.parse(
                readFileSync(path.join(TABLES, file), "utf8"),
            ) as { product: string; actions: Record<string, Record<string, string[]>> };
            for (const row of FURTHER_CODES.filter((one) => one.product === product)) {
                const names = Object.keys(actions).filter(
                    (name) => row.actions?.test(name) ?? true,
                );
                for (const code of row.codes) {
                    const listed = names.filter((name) =>
                        actions[name]?.[String(row.status)]?.includes(code),
                    );
                    assert.ok(
                        names.length === 0 || listed.length < names.length,
                        `${product}: every list has ${row.status} ${code}`,
                    );
                }
            }
        }
    });
});

describe("a client token", () => {
    let emulator: Emulator;
    let client: Clients;

    before(async () => {
        emulator = await startEmulator();
        client = clients(emulator);
    });

    after(() => emulator.stop());

    const REPEATED = [
        [
            PRIVATELINK,
            "CreateVpcEndpointService",
            "ServiceDescription",
            "IdempotenceSignatureMismatch",
            400,
        ],
        [ALB, "CreateServerGroup", "ServerGroupName", "IdempotenceSignatureMismatch", 400],
        [NLB, "CreateServerGroup", "ServerGroupName", "IdempotenceSignatureMismatch", 400],
        [VPC, "CreateVpc", "VpcName", "Duplicated.ClientToken", 400],
        [ECS, "CreateSecurityGroup", "SecurityGroupName", "IdempotentParameterMismatch", 403],
        [PVTZ, "AddZone", "ZoneName", "IdempotentParameterMismatch", 400],
    ] as const;

    for (const [product, action, name, code, status] of REPEATED) {
        it(`sent again with other parameters is refused by ${action} as ${code}, ${status}`, async () => {
            const VpcId = (await client.call(VPC, "CreateVpc")).VpcId as string;
            await waitForVpc(VpcId);
            const call = (value: string) =>
                client.call(product, action, {
                    ClientToken: `token-${action}`,
                    [name]: value,
                    ...(action === "CreateSecurityGroup" || action === "CreateServerGroup"
                        ? { VpcId }
                        : {}),
                    ...(product === ALB
                        ? { Protocol: "HTTP", HealthCheckConfig: { HealthCheckEnabled: false } }
                        : {}),
                });
            await call("first-value");
            const refused = await refusal(call("other-value"));
            assert.deepEqual([refused.code, refused.status], [code, status]);
        });
    }

    const MALFORMED = [
        [ECS, "RunInstances", {}, "InvalidClientToken.ValueNotSupported"],
        [
            ECS,
            "RunCommand",
            { Type: "RunShellScript", CommandContent: "true", InstanceId: ["i-1"] },
            "InvalidClientToken.Malformed",
        ],
        [SLB, "CreateLoadBalancer", {}, INVENTED.clientToken.code],
    ] as const;

    for (const [product, action, parameters, code] of MALFORMED) {
        it(`of more than 64 characters is refused by ${action} as ${code}`, async () => {
            const call = client.call(product, action, {
                ...parameters,
                ClientToken: "t".repeat(65),
            });
            assert.equal((await refusal(call)).code, code);
        });
    }

    const waitForVpc = (VpcId: string) =>
        eventually(
            () => client.call(VPC, "DescribeVpcs", { VpcId }),
            ({ Vpcs }) => Vpcs.Vpc[0].Status === "Available",
        );
});
