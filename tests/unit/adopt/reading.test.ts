import * as assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import { AdoptionError } from "../../../adopt/adoptionError";
import { reading } from "../../../adopt/reading/reading";

/** A stack whose preview the engine refuses with its output, before the program is answered. */
function refused(output: string): Stack {
    const preview = () => Promise.reject(new Error(output));
    return { preview } as unknown as Stack;
}

const outputWith = (message: string) =>
    [
        "code: 255",
        "Diagnostics:",
        "  pulumi:pulumi:Stack (adopt-temporary):",
        `    error: Preview failed: configuring Terraform Alibaba Cloud Provider: ${message}`,
        "    ",
        "    error: preview failed",
    ].join("\n");

describe("reading from the cloud, in a preview that the engine ends by itself", () => {
    it("says which credentials are missing", async () => {
        const output = outputWith(
            "no valid credential sources for Terraform Alibaba Cloud Provider found.",
        );
        await assert.rejects(
            reading(refused(output), () => Promise.resolve()),
            new AdoptionError(
                "There are no credentials. Set ALICLOUD_ACCESS_KEY and ALICLOUD_SECRET_KEY, or give --config alicloud:profile=<profile>.",
            ),
        );
    });

    it("says what the provider said of another setting", async () => {
        await assert.rejects(
            reading(refused(outputWith("Invalid Alibaba Cloud region: eu-central-9")), () =>
                Promise.resolve(),
            ),
            new AdoptionError(
                "The cloud could not be read: configuring Terraform Alibaba Cloud Provider: Invalid Alibaba Cloud region: eu-central-9.",
            ),
        );
    });

    it("passes on a failure that is none of a preview", async () => {
        const output = "code: 255\n stderr: no Pulumi.yaml project file found\n";
        await assert.rejects(
            reading(refused(output), () => Promise.resolve()),
            { message: output },
        );
    });
});
