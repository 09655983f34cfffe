import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import * as path from "node:path";

import { type AccessKey, parsePolicy } from "../../tools/emulator";
import { readPolicy } from "../end-to-end/ramPolicies";
import { REGION } from "./client";
import { inScene, type Scene, ZONE_A, ZONE_B } from "./privatelinkScene";

const ROOT = path.resolve(__dirname, "../..");
const SERVICE_OF_NOBODY = "epsrv-00000000000000000000";

interface Ended {
    readonly code: number;
    readonly stdout: string;
    readonly stderr: string;
}

/** Runs the command as a user would, with nothing but this environment. */
function run(args: readonly string[], environment: Record<string, string> = {}): Promise<Ended> {
    const { PATH = "" } = process.env;
    const program = ["-r", "./tools/scripts/register.cjs", "connections/main.ts", ...args];
    return new Promise((resolve) => {
        execFile(
            process.execPath,
            program,
            { cwd: ROOT, env: { PATH, HOME: "/nonexistent", ...environment } },
            (error, stdout, stderr) => {
                resolve({ code: Number(error?.code ?? 0), stdout, stderr });
            },
        );
    });
}

function environmentOf({ emulator }: Scene, key: AccessKey): Record<string, string> {
    const url = `http://${emulator.endpoint.replace(/^http:\/\//, "")}`;
    return {
        ALICLOUD_ACCESS_KEY: key.accessKeyId,
        ALICLOUD_SECRET_KEY: key.accessKeySecret,
        PRIVATELINK_ENDPOINT: url,
    };
}

/** A user of the owner's account with the policy that docs/ram has for the command, or with none. */
function userOf({ emulator, provider }: Scene, isAllowed: boolean): AccessKey {
    const { accountId } = provider.account;
    const text = JSON.stringify(readPolicy("connections"))
        .replaceAll("<region>", REGION)
        .replaceAll("<account>", accountId);
    const policies = isAllowed ? [parsePolicy(JSON.parse(text))] : [];
    return emulator.cloud.ram.addUser(accountId, "reader", policies);
}

describe("the command that shows who is connected", function () {
    this.timeout(60_000);

    it("shows each endpoint with its owner, its zones and their load balancers, and the policy in docs/ram is enough", () =>
        inScene(async (scene) => {
            const { provider, consumer } = scene;
            const serviceId = await scene.service();
            const connected = await scene.endpoint(serviceId);
            await scene.zone(connected, ZONE_A);
            await scene.zone(connected, ZONE_B);
            await scene.accept(serviceId, connected);
            const waiting = await scene.endpoint(serviceId, {}, provider);
            const { Resources } = await provider.call("ListVpcEndpointServiceResources", {
                ServiceId: serviceId,
            });
            const environment = environmentOf(scene, userOf(scene, true));

            const table = await run([serviceId, "--region", REGION], environment);
            assert.equal(table.code, 0, table.stderr);
            const lines = table.stdout.trimEnd().split("\n");
            const cellsOf = (line: string) => line.split(/ {2,}/);
            const owner = consumer.account.accountId;
            assert.deepEqual(cellsOf(lines[0]).slice(0, 7), [
                "ENDPOINT",
                "OWNER",
                "VPC",
                "REGION",
                "ZONE",
                "LOAD BALANCER",
                "STATE",
            ]);
            const zoneRows = lines.filter((line) => line.includes(ZONE_A) || line.includes(ZONE_B));
            assert.deepEqual(
                zoneRows.map((line) => cellsOf(line).filter((cell) => /^(lb-|eu-)/.test(cell))),
                [
                    [REGION, ZONE_A, Resources[0].ResourceId],
                    [ZONE_B, Resources[1].ResourceId],
                ],
            );
            const row = cellsOf(zoneRows[0]);
            assert.deepEqual(row.slice(0, 3), [connected, owner, consumer.vpcId]);
            assert.equal(row[6], "Connected");
            assert.equal(row[8], "3072");
            assert.ok(
                lines.some((line) => line.startsWith(waiting) && line.includes("Disconnected")),
            );
            assert.equal(
                lines.at(-1),
                `${serviceId}: 2 endpoints of 2 accounts: 1 Connected, 1 Disconnected`,
            );

            const json = await run([serviceId, "--region", REGION, "--json"], environment);
            const found = JSON.parse(json.stdout) as Record<string, unknown>[];
            const { modifiedAt, ...first } = found.find(
                ({ endpointId }) => endpointId === connected,
            ) as Record<string, unknown>;
            assert.match(String(modifiedAt), /^\d{4}-\d\d-\d\dT[\d:]+Z$/);
            assert.deepEqual(first, {
                endpointId: connected,
                accountId: owner,
                vpcId: consumer.vpcId,
                regionId: REGION,
                zones: [ZONE_A, ZONE_B].map((zoneId, index) => ({
                    zoneId,
                    loadBalancerId: Resources[index].ResourceId,
                    status: "Connected",
                })),
                isOwnersOwn: false,
                status: "Connected",
                bandwidth: 3072,
            });
        }));

    it("says so for a service without endpoints", () =>
        inScene(async (scene) => {
            const serviceId = await scene.service();
            const environment = environmentOf(scene, scene.provider.account);
            const { code, stdout } = await run([serviceId, "--region", REGION], environment);
            assert.deepEqual([code, stdout], [0, `${serviceId} has no endpoints.\n`]);
        }));

    it("says what to do if the service is not there, or belongs to another account", () =>
        inScene(async (scene) => {
            const foreign = await scene.service();
            const environment = environmentOf(scene, scene.consumer.account);
            for (const serviceId of [SERVICE_OF_NOBODY, foreign]) {
                const { code, stdout, stderr } = await run(
                    [serviceId, "--region", REGION],
                    environment,
                );
                assert.deepEqual([code, stdout], [1, ""]);
                assert.equal(
                    stderr,
                    `service id: found "${serviceId}". The account of these credentials has no such endpoint service in ${REGION}. ` +
                        "Name its region with --region, and use the credentials of its owner.\n",
                );
            }
        }));

    it("says which permission is missing", () =>
        inScene(async (scene) => {
            const serviceId = await scene.service();
            const environment = environmentOf(scene, userOf(scene, false));
            const { code, stderr } = await run([serviceId, "--region", REGION], environment);
            assert.equal(code, 1);
            assert.match(
                stderr,
                /^These credentials may not list the connections of epsrv-\w+\. Allow privatelink:ListVpcEndpointConnections/,
            );
        }));

    for (const [title, args, said, code] of [
        [
            "no credentials",
            ["epsrv-1", "--region", REGION],
            /^alicloud:accessKey: is not set\. Set ALICLOUD_ACCESS_KEY/,
            1,
        ],
        [
            "a profile that is not there",
            ["epsrv-1", "--region", REGION, "--profile", "nobody's"],
            /^--profile: found "nobody's", which has no credentials in the file of the profiles\./,
            1,
        ],
        [
            "no service",
            [],
            /^service id: is missing\. Must be the id of an endpoint service \(epsrv-\.\.\.\)\.\nUsage:/,
            2,
        ],
        [
            "two services",
            ["epsrv-1", "epsrv-2"],
            /^service id: found epsrv-1, epsrv-2\. Give one of them\.\nUsage:/,
            2,
        ],
        [
            "an endpoint",
            ["ep-1"],
            /^service id: found "ep-1"\. Must be the id of an endpoint service/,
            2,
        ],
        ["an unknown option", ["epsrv-1", "--all"], /--all/, 2],
    ] as const) {
        it(`ends with ${code} and a sentence for ${title}`, async () => {
            const ended = await run(args);
            assert.deepEqual([ended.code, ended.stdout], [code, ""]);
            assert.match(ended.stderr, said);
            assert.doesNotMatch(ended.stderr, /\n {4}at /);
        });
    }
});
