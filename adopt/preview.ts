import type { PreviewOptions, Stack } from "@pulumi/pulumi/automation";

import { PreflightError } from "../index";
import { inlineProgram } from "./inlineProgram";
import type { Plan } from "./plan";

/** Previews the program of a plan. Gives back what its checks find, if they refuse it. */
export function preview(
    stack: Stack,
    plan: Plan,
    options: Pick<PreviewOptions, "importFile" | "onEvent">,
): Promise<PreflightError | undefined> {
    const refused = new AbortController();
    const run = inlineProgram(plan);
    return new Promise((resolve, reject) => {
        const program = () =>
            run().catch((error: unknown) => {
                if (error instanceof PreflightError) {
                    resolve(error);
                    // The children wait for the checks without an end, and a preview in this process waits for them.
                    refused.abort();
                }
                throw error;
            });
        stack
            .preview({ ...options, color: "never", program, signal: refused.signal })
            .then(() => resolve(undefined), reject);
    });
}
