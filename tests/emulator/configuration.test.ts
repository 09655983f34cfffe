import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";

import PopClient from "@alicloud/pop-core";

import { startEmulator, type Emulator } from "../../tools/emulator";
import { evaluate } from "../shell/evaluate";
import { clients, CONSUMER, PROVIDER, refusal, REGION } from "./client";

const LOCATION = { version: "2015-06-12" };
const BSS = { version: "2017-12-14" };

describe("what a provider requests while it is configured", () => {
    let emulator: Emulator;

    beforeEach(async () => {
        emulator = await startEmulator();
    });
    afterEach(() => emulator.stop());

    it("finds every product at the emulator's own address", async () => {
        for (const ServiceCode of ["ecs", "vpc", "slb", "privatelink", "alb"]) {
            const { Endpoints, Success } = await clients(emulator).call(
                LOCATION,
                "DescribeEndpoints",
                { ServiceCode, Id: REGION },
            );
            assert.equal(Success, true);
            assert.equal(Endpoints.Endpoint[0].Type, "openAPI");
            assert.equal(Endpoints.Endpoint[0].Endpoint, emulator.endpoint);
            assert.equal(Endpoints.Endpoint[0].SerivceCode, ServiceCode);
        }
    });

    it("finds a product at the cloud's host name if the request used one", async () => {
        const client = new PopClient({
            ...PROVIDER,
            endpoint: `http://${emulator.endpoint}`,
            apiVersion: LOCATION.version,
        });
        const { Endpoints } = await client.request<any>(
            "DescribeEndpoints",
            { ServiceCode: "vpc", Id: REGION },
            { headers: { host: "location.aliyuncs.com" } },
        );
        assert.equal(Endpoints.Endpoint[0].Endpoint, "vpc.eu-central-1.aliyuncs.com");
    });

    it("finds nothing in a region that does not exist", async () => {
        const ask = { ServiceCode: "vpc", Id: "moon-1" };
        const { code } = await refusal(clients(emulator).call(LOCATION, "DescribeEndpoints", ask));
        assert.equal(code, "InvalidRegionId.NotFound");
    });

    it("learns that an account has bought nothing in advance", async () => {
        const answer = await clients(emulator).call(BSS, "QueryAvailableInstances", {
            PageSize: 50,
            PageNum: 1,
            ProductCode: "vipcloudfw",
            SubscriptionType: "Subscription",
        });
        assert.equal(answer.Success, true);
        assert.deepEqual(answer.Data.InstanceList, []);
        assert.deepEqual([answer.Data.PageSize, answer.Data.PageNum], [50, 1]);
    });

    it("learns the account of its access key", async () => {
        for (const account of [PROVIDER, CONSUMER]) {
            const { body } = await clients(emulator, account).sts.getCallerIdentity();
            assert.equal(body?.accountId, account.accountId);
            assert.equal(body?.arn, `acs:ram::${account.accountId}:root`);
            assert.match(account.accountId, /^\d{16}$/);
        }
    });
});

describe("the emulator's command", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "emulator-"));
    after(() => rmSync(folder, { recursive: true }));

    it("runs until it is interrupted, prints what a provider needs and logs a line for every call", async () => {
        const certificateFile = path.join(folder, "certificate.pem");
        const command = run("--log", "--certificate-file", certificateFile);
        const endpoint = /listens on (127\.0\.0\.1:\d+)/.exec(
            await command.until(/alicloud:endpoints .*\n/),
        )?.[1];
        for (const { accountId, accessKeyId } of [PROVIDER, CONSUMER]) {
            assert.ok(command.output().includes(`Account ${accountId}: access key ${accessKeyId}`));
        }
        assert.match(readFileSync(certificateFile, "utf8"), /^-----BEGIN CERTIFICATE-----/);
        await refusal(
            clients({ endpoint: endpoint ?? "" }).call({ version: "2016-04-28" }, "DeleteVpc", {
                VpcId: "vpc-1",
            }),
        );
        await command.until(
            /^\S+Z 1000000000000001 vpc\.DeleteVpc 404 InvalidVpcId\.NotFound \d+ ms VpcId=vpc-1$/m,
        );
        command.process.kill("SIGINT");
        assert.equal(await command.exit, 0);
    });

    it("prints lines that a shell takes as they are, and everything else on standard error", async () => {
        const certificateFile = path.join(folder, "a shell's $HOME.pem");
        const command = run("--log", "--certificate-file", certificateFile);
        await command.until(/alicloud:endpoints .*\n/);
        const [, endpoint] = /listens on (127\.0\.0\.1:\d+)/.exec(command.stdout()) ?? [];
        await refusal(clients({ endpoint }).call({ version: "2016-04-28" }, "DeleteVpc", {}));
        await command.until(/ vpc\.DeleteVpc /);
        command.process.kill("SIGINT");
        assert.equal(await command.exit, 0);

        const { variables, said } = evaluate(command.stdout());

        assert.equal(said, "");
        assert.deepEqual(variables, {
            ALIBABA_CLOUD_ACCOUNT_TYPE: "Domestic",
            ALICLOUD_ACCESS_KEY: PROVIDER.accessKeyId,
            ALICLOUD_SECRET_KEY: PROVIDER.accessKeySecret,
            NO_PROXY: `${endpoint},127.0.0.1`,
            SSL_CERT_FILE: certificateFile,
        });
    });

    it("says how to have the certificate where no file was named for it", async () => {
        const command = run();
        await command.until(/alicloud:endpoints .*\n/);
        command.process.kill("SIGINT");
        await command.exit;
        assert.match(command.stdout(), /^# .*SSL_CERT_FILE.*--certificate-file/m);
        const { variables, said } = evaluate(command.stdout());
        assert.equal(said, "");
        assert.equal(variables.SSL_CERT_FILE, undefined);
    });

    for (const [args, sentence] of [
        [["--port", "x"], /^--port takes a whole number from 0 to 65535, not "x"\.\n$/],
        [["--transition-milliseconds", "-1"], /^.*--transition-milliseconds.*\n$/],
        [["--colour"], /^.*--colour.*\n$/],
        [
            ["--certificate-file", "/nowhere/at/all"],
            /^--certificate-file .* cannot be written: .*\n$/,
        ],
    ] as const) {
        it(`refuses ${args.join(" ")} with one sentence`, async () => {
            const command = run(...args);
            assert.equal(await command.exit, 2);
            assert.match(command.output(), sentence);
        });
    }
});

function run(...args: string[]) {
    const child = spawn(
        process.execPath,
        [
            "-r",
            "./tools/scripts/register.cjs",
            path.join(__dirname, "../../tools/emulator/main.ts"),
            ...args,
        ],
        { cwd: path.join(__dirname, "../..") },
    );
    let output = "";
    let stdout = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => (stdout += chunk));
    const waiting: (() => void)[] = [];
    for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding("utf8").on("data", (chunk: string) => {
            output += chunk;
            waiting.forEach((check) => check());
        });
    }
    const exit = new Promise<number | null>((resolve) => child.on("close", resolve));
    return {
        process: child,
        exit,
        output: () => output,
        stdout: () => stdout,
        until: (pattern: RegExp) =>
            new Promise<string>((resolve, reject) => {
                const check = () => pattern.test(output) && resolve(output);
                waiting.push(check);
                void exit.then(() => reject(new Error(`The command ended: ${output}`)));
                check();
            }),
    };
}
