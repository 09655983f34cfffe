import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import * as path from "node:path";

import type { Stack } from "@pulumi/pulumi/automation";

import { ScenarioRecord } from "../../tools/demo/report/record";
import { writeReport } from "../../tools/demo/report/writeReport";
import { perform, see, type Session } from "../../tools/demo/runScenario";
import { drawDiagram, readState } from "../../tools/diagram";
import { callLine, DEFAULT_ACCOUNTS, type RoleSession } from "../../tools/emulator";
import { runRepair } from "../kills/killedRun";
import { AdoptionBench } from "./adoption";
import { failureOf } from "./operations";
import { openWorkbench, type Workbench } from "./workbench";

/** What no file and no output may hold. Each has a word of its own, which says where a leak comes from. */
const MARKS = {
    secretKey: "MARKED-secret-of-the-access-key",
    securityToken: "MARKED-security-token",
    passphrase: "MARKED-passphrase",
    tag: "MARKED-value-of-a-tag",
    description: "MARKED-description",
    name: "MARKED name with blanks",
};

const FOLDER = "tests/end-to-end/programs/secrets";

describe("secrets", () => {
    let workbench: Workbench;
    let stack: Stack;
    let session: RoleSession;
    /** Everything that was printed, by what printed it. */
    const printed: Record<string, string> = {};
    const lines: string[] = [];

    before(async () => {
        workbench = await openWorkbench({ onCall: (record) => lines.push(callLine(record)) });
        const { ram, clock } = workbench.emulator.cloud;
        const [{ accountId }] = DEFAULT_ACCOUNTS;
        const everything = { Effect: "Allow" as const, Action: ["*"], Resource: ["*"] };
        const role = ram.addRole({
            accountId,
            name: "deployer",
            policies: [{ Version: "1", Statement: [everything] }],
        });
        const expiration = new Date(clock.now().getTime() + 3_600_000);
        session = Object.assign(ram.addSession(role, "pipeline", expiration), {
            accessKeySecret: MARKS.secretKey,
            securityToken: MARKS.securityToken,
        });
        // The credentials are in the provider's config, and nowhere else.
        const environment = {
            PULUMI_CONFIG_PASSPHRASE: MARKS.passphrase,
            ALICLOUD_ACCESS_KEY: "",
            ALICLOUD_SECRET_KEY: "",
            ALICLOUD_SECURITY_TOKEN: "",
        };
        stack = await workbench.open(FOLDER, {}, undefined, { environment });
        await stack.setAllConfig({
            "alicloud:accessKey": { value: session.accessKeyId },
            "alicloud:secretKey": { value: MARKS.secretKey, secret: true },
            "alicloud:securityToken": { value: MARKS.securityToken, secret: true },
            "secrets:tags": { value: JSON.stringify({ team: MARKS.tag }), secret: true },
            "secrets:description": { value: MARKS.description, secret: true },
        });
    });

    after(() => workbench?.close());

    it("are in no message of an update, of a preview that fails, and of a refused call", async () => {
        await stack.setConfig("secrets:loadBalancerName", { value: MARKS.name, secret: true });
        printed["failing preview"] = await failureOf(stack, "preview");
        assert.match(printed["failing preview"], /loadBalancerName: found "\[secret\]"\./);
        await stack.removeConfig("secrets:loadBalancerName");

        workbench.emulator.faults.set({
            rules: [
                { fault: "forbidden", turns: { first: 99 }, actions: "CreateVpcEndpointService" },
                { fault: "forbidden", turns: { first: 99 }, actions: "CreateLoadBalancerTCP*" },
            ],
        });
        printed["failing update"] = await failureOf(stack, "up");
        assert.match(printed["failing update"], /VpcEndpointService service \*\*creating failed/);
        workbench.emulator.faults.clear();

        session.expiration = workbench.emulator.cloud.clock.now();
        printed["expired credentials"] = await failureOf(stack, "preview");
        session.expiration = new Date(session.expiration.getTime() + 3_600_000);

        const collect = (name: string) => ({
            color: "never" as const,
            onOutput: (text: string) => (printed[name] = `${printed[name] ?? ""}${text}`),
        });
        await stack.up({ ...collect("update"), diff: true });
        await stack.refresh(collect("refresh"));
        nothingIn(printed);
    });

    it("are in no file of the backend, the temporary folders and the config but encrypted", async () => {
        const files = await filesIn(workbench.sandbox.folder, process.env.TMPDIR ?? "");
        assert.ok(
            Object.keys(files).some((file) => file.endsWith(`${stack.name}.json`)),
            "the state is not among the files",
        );
        nothingIn(files);
        const exported = await workbench.sandbox.exportStack(stack, session);
        assert.ok(exported.includes("ciphertext"));
        nothingIn({ exported });
        nothingIn({
            config: await readFile(path.resolve(FOLDER, `Pulumi.${stack.name}.yaml`), "utf8"),
        });
    });

    it("are in no diagram, in no report and no line of the run", async () => {
        const progress: string[] = [];
        const scenario = {
            title: "Secrets",
            stacks: [{ title: "whole", folder: FOLDER, account: () => DEFAULT_ACCOUNTS[0] }],
            summary: () => [],
        };
        const record = new ScenarioRecord("Secrets");
        const demo: Session = {
            sandbox: workbench.sandbox,
            name: "secrets",
            scenario,
            progress: (line) => progress.push(line),
            record,
            signal: new AbortController().signal,
        };
        await perform(demo, stack, "up", "whole", { expectNoChanges: true });
        await see(demo, "Once it is up", { name: "secrets", scenario, stacks: [stack] });
        const file = await writeReport(path.join(workbench.sandbox.folder, "report.html"), {
            scenarios: [record],
            closing: "Done.",
            failed: false,
        });
        const state = readState(await workbench.sandbox.exportStack(stack, session), "whole");
        nothingIn({
            progress: progress.join("\n"),
            report: await readFile(file, "utf8"),
            ...(await drawDiagram([state])),
        });
    });

    it("are in nothing that the repair prints, and no credentials in what the adoption prints and writes", async () => {
        printed.repair = await runRepair(stack, []);
        assert.match(printed.repair, /Nothing was found/);
        nothingIn(printed);

        const bench = new AdoptionBench(workbench);
        const folder = bench.folder("secrets");
        const { serviceId } = (await stack.outputs()).offer.value as { serviceId: string };
        const adopted = await bench.run(
            { ...DEFAULT_ACCOUNTS[0], ...session },
            [serviceId, "--out", folder],
            { PULUMI_CONFIG_PASSPHRASE: MARKS.passphrase },
        );
        assert.equal(adopted.status, 0, adopted.errors);
        // Tags, names and descriptions are the cloud's, and what the program is written from.
        const { output, errors } = adopted;
        const credentials = ["secretKey", "securityToken", "passphrase"] as const;
        nothingIn({ output, errors, ...(await filesIn(folder)) }, credentials);
    });

    it("are in no line of the emulator's log, also when everything is destroyed", async () => {
        printed.destroy = (await stack.destroy({ color: "never" })).stdout;
        assert.deepEqual(workbench.emulator.inventory(), []);
        nothingIn(printed);
        assert.ok(lines.length > 50);
        nothingIn({ log: lines.join("\n") });
    });
});

/** Fails with the places of all marks, as they are and in the forms that texts are passed on in. */
function nothingIn(
    texts: Readonly<Record<string, string>>,
    names: readonly (keyof typeof MARKS)[] = Object.keys(MARKS) as (keyof typeof MARKS)[],
): void {
    const found = Object.entries(texts).flatMap(([where, text]) =>
        names.flatMap((name) => {
            const mark = MARKS[name];
            const forms = [mark, encodeURIComponent(mark), Buffer.from(mark).toString("base64")];
            const form = forms.find((each) => text.includes(each));
            const at = form === undefined ? -1 : text.indexOf(form);
            return at < 0
                ? []
                : [`${name} in ${where}: ...${text.slice(Math.max(0, at - 80), at)}`];
        }),
    );
    assert.deepEqual(found, []);
}

/** The content of all files below folders. */
async function filesIn(...folders: string[]): Promise<Record<string, string>> {
    const contents: Record<string, string> = {};
    for (const folder of folders) {
        const entries = await readdir(folder, { recursive: true, withFileTypes: true });
        for (const entry of entries.filter((each) => each.isFile())) {
            const file = path.join(entry.parentPath, entry.name);
            contents[file] = await readFile(file, "latin1");
        }
    }
    return contents;
}
