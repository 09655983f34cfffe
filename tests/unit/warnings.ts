import * as pulumi from "@pulumi/pulumi";

/** What each test of the surrounding `describe` warned of. */
export function collectWarnings(): readonly string[] {
    const warnings: string[] = [];
    const { warn } = pulumi.log;

    beforeEach(() => {
        warnings.length = 0;
        (pulumi.log as { warn: unknown }).warn = (message: string) => warnings.push(message);
    });

    afterEach(() => {
        (pulumi.log as { warn: unknown }).warn = warn;
    });

    return warnings;
}
