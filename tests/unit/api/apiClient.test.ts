import * as assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import * as path from "node:path";

import { apiClient } from "../../../components/api/apiClient";
import { keySource } from "../../../components/api/keySource";
import { type ProviderSettings, withEnvironment } from "../../../components/api/providerSettings";

const NOTHING: ProviderSettings = { endpoints: {} };

const PROFILES = [
    { name: "key", mode: "AK", access_key_id: "k", access_key_secret: "s", sts_token: "stale" },
    { name: "token", mode: "StsToken", access_key_id: "k", access_key_secret: "s", sts_token: "t" },
    { name: "sso", mode: "CloudSSO", region_id: "eu-central-1" },
];

describe("the credentials of calls that the package makes itself", () => {
    let home: string;
    const environment = { ...process.env };

    beforeEach(() => {
        home = mkdtempSync(path.join(tmpdir(), "home-"));
        forget();
        process.env["HOME"] = home;
    });

    afterEach(() => {
        rmSync(home, { recursive: true });
        forget();
        Object.assign(process.env, environment);
    });

    /** Removes what the provider would read. */
    function forget(): void {
        for (const name of Object.keys(process.env)) {
            if (/^ALI(CLOUD|BABA_?CLOUD)_/.test(name)) {
                Reflect.deleteProperty(process.env, name);
            }
        }
    }

    function writeProfiles(folder: string): string {
        mkdirSync(folder, { recursive: true });
        const file = path.join(folder, "config.json");
        writeFileSync(file, JSON.stringify({ current: "key", profiles: PROFILES }));
        return file;
    }

    it("are the key that is set, before that of a profile", async () => {
        writeProfiles(path.join(home, ".aliyun"));
        const keys = await keySource({
            ...NOTHING,
            profile: "token",
            accessKey: "own",
            secretKey: "secret",
        });

        assert.deepEqual(await keys?.(), {
            accessKey: "own",
            secretKey: "secret",
            // As in the provider, which takes each of the three by itself.
            securityToken: "t",
        });
    });

    it("are of the environment where the settings have none, each under every name that the provider knows", () => {
        process.env["ALIBABA_CLOUD_ACCESS_KEY_ID"] = "k";
        process.env["ALIBABACLOUD_ACCESS_KEY_SECRET"] = "s";
        process.env["ALICLOUD_REGION"] = " ";
        process.env["ALIBABA_CLOUD_REGION"] = "cn-hangzhou";

        const { accessKey, secretKey, region } = withEnvironment({ region: "" });

        assert.deepEqual([accessKey, secretKey, region], ["k", "s", "cn-hangzhou"]);
    });

    for (const [profile, securityToken] of [
        ["key", undefined],
        ["token", "t"],
    ] as const) {
        it(`are those of the profile "${profile}", with its token only if its mode has one`, async () => {
            writeProfiles(path.join(home, ".aliyun"));
            const keys = await keySource({ ...NOTHING, profile });

            assert.deepEqual(await keys?.(), { accessKey: "k", secretKey: "s", securityToken });
        });
    }

    it("are those of a profile in another file", async () => {
        const file = writeProfiles(path.join(home, "elsewhere"));
        const sharedCredentialsFile = `~/${path.relative(home, file)}`;
        const settings = { ...NOTHING, profile: "key" };

        assert.equal(await keySource(settings), undefined);
        assert.ok(await keySource({ ...settings, sharedCredentialsFile }));
    });

    it("quote nothing of a file that cannot be read", async () => {
        const file = path.join(home, "broken.json");
        writeFileSync(file, '{"access_key_secret": "planted');

        await assert.rejects(
            keySource({ ...NOTHING, profile: "key", sharedCredentialsFile: file }),
            (error: Error) =>
                error.message.includes("is not JSON") && !error.message.includes("planted"),
        );
    });

    it("say where a profile must be whose mode needs more than its file", async () => {
        const sharedCredentialsFile = writeProfiles(path.join(home, "elsewhere"));

        await assert.rejects(
            keySource({ ...NOTHING, profile: "sso", sharedCredentialsFile }),
            /alicloud:profile: found "sso", which can only be read from ~\/\.aliyun\/config\.json/,
        );
    });

    it("are fetched from a URI, and quote nothing of an answer that has none", async () => {
        const answers: object[] = [
            {
                Code: "Success",
                AccessKeyId: "k",
                AccessKeySecret: "s",
                SecurityToken: "t",
                Expiration: new Date(Date.now() + 3_600_000).toISOString(),
            },
            { Code: "Forbidden", AccessKeySecret: "planted" },
        ];
        const server = createServer((_, response) => response.end(JSON.stringify(answers.shift())));
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        const { port } = server.address() as AddressInfo;
        const settings = { ...NOTHING, credentialsUri: `http://127.0.0.1:${port}/` };
        try {
            const first = await keySource(settings);
            assert.deepEqual(await first?.(), {
                accessKey: "k",
                secretKey: "s",
                securityToken: "t",
            });
            const second = await keySource(settings);
            await assert.rejects(second?.() ?? Promise.resolve(), {
                message: "The provider's key could not be read from credential_uri (Forbidden).",
            });
        } finally {
            server.close();
            server.closeAllConnections();
        }
    });

    for (const [what, settings] of [
        ["an access key", { region: "eu-central-1" }],
        ["a region", { accessKey: "k", secretKey: "s" }],
    ] as const) {
        it(`say what to configure without ${what}`, async () => {
            await assert.rejects(
                apiClient({ ...NOTHING, ...settings }),
                new RegExp(
                    `alicloud:\\w+: there is no ${what.replace(/^an? /, "")} .* Configure the provider: set alicloud:region`,
                ),
            );
        });
    }

    it("have the region of the profile where none is set", async () => {
        writeProfiles(path.join(home, ".aliyun"));
        const client = await apiClient({
            ...NOTHING,
            profile: "sso",
            accessKey: "k",
            secretKey: "s",
        });

        assert.equal(client.region, "eu-central-1");
    });
});
