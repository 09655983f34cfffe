import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";

import { ApiError, type Emulator, startEmulator } from "../../tools/emulator";
import { ErrorCodes } from "../../tools/emulator/errorCodes";
import { FURTHER_CODES } from "../../tools/emulator/furtherCodes";
import { INVENTED } from "../../tools/emulator/invented";
import { takeMistakes } from "../emulatorMistakes";
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
        assert.equal(knows(INVENTED.privateLinkOwnRegion.code), true);
        assert.equal(knows(INVENTED.nlbZoneInUse.code), false);
    });

    it("are the API gateway's only with the gateway's status", () => {
        const knows = (code: string, status: number) =>
            privatelink.knows({ action: "CreateVpcEndpoint", code, status });
        assert.equal(knows("MissingVpcId", 404), false);
        assert.equal(knows("InvalidParameter", 404), false);
        assert.equal(knows("InvalidAccessKeyId.NotFound", 400), false);
        assert.equal(knows("InvalidAccessKeyId.NotFound", 404), true);
    });

    it("are of a product without any list only what is known from elsewhere", () => {
        const gwlb = ErrorCodes.load("gwlb", "2024-04-15");
        const knows = (code: string, status: number) =>
            gwlb.knows({ action: "DeleteLoadBalancer", code, status });
        assert.equal(knows("ResourceNotFound.LoadBalancer", 404), true);
        assert.equal(knows("ResourceNotFound.LoadBalancer", 400), false);
        assert.equal(knows("Colour.Unsupported", 400), false);
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

describe("a refusal that nothing says the cloud answers", () => {
    const unheardOf = () => new ApiError("Colour.Unsupported", "The colour is not supported.");

    it("becomes a mistake of the emulator, wherever it comes from, and is noticed in every test", async () => {
        const emulator = await startEmulator();
        const client = clients(emulator);
        // Before the action is reached: the resources that the caller needs rights for are looked up.
        const { ram } = emulator.cloud;
        const user = ram.addUser(emulator.accounts[0].accountId, "ann", []);
        Object.defineProperty(user, "policies", {
            get: () => {
                throw unheardOf();
            },
        });
        emulator.cloud.vpc.vpcs.all = () => {
            throw unheardOf();
        };
        try {
            for (const call of [
                clients(emulator, user).call(VPC, "DescribeVpcs"),
                client.call(VPC, "DescribeVpcs"),
            ]) {
                const { code, status, message } = await refusal(call);
                assert.deepEqual([code, status], [INVENTED.undocumentedRefusal.code, 500]);
                assert.match(message, /No list has 400 Colour\.Unsupported for DescribeVpcs/);
            }
            assert.equal(takeMistakes().length, 2);
        } finally {
            await emulator.stop();
        }
    });

    it("leaves as it is where a test asks for it", async () => {
        const emulator = await startEmulator({
            intercept: () => {
                throw unheardOf();
            },
        });
        try {
            const refused = await refusal(clients(emulator).call(VPC, "DescribeVpcs"));
            assert.deepEqual([refused.code, refused.status], ["Colour.Unsupported", 400]);
        } finally {
            await emulator.stop();
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
