import * as path from "node:path";

/** One binary of the engine. Another language host is one more entry in the table below. */
export interface Part {
    /** Folder with its go.mod, beside this file, and first half of its name in the cache. */
    readonly name: string;
    readonly title: string;
    /** What `go build` is asked for, from that folder. */
    readonly goPackage: string;
    readonly executable: string;
    readonly linkFlags: string;
    /** A file that the finished binary writes about itself: its arguments, and where that goes. */
    readonly companion?: { readonly arguments: readonly string[]; readonly file: string };
}

export const providerName = "alicloud";

/**
 * The version of @pulumi/alicloud in package.json: the engine asks for the plugin by this number.
 */
export const providerVersion = "3.108.0";

const versionVariable = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

export const schemaFileName = "schema.json";

export const commandLine: Part = {
    name: "cli",
    title: "Pulumi CLI",
    goPackage: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    executable: "pulumi",
    // Without a version the Automation API refuses the CLI.
    linkFlags: `-s -w -X ${versionVariable}=v3.256.0`,
};

export const languageHosts: readonly Part[] = [
    {
        name: "language-nodejs",
        title: "Node language host",
        goPackage: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
        executable: "pulumi-language-nodejs",
        linkFlags: `-s -w -X ${versionVariable}=v3.68.0`,
    },
];

export const provider: Part = {
    name: "provider-alicloud",
    title: "alicloud provider",
    goPackage: ".",
    executable: `pulumi-resource-${providerName}`,
    linkFlags: `-s -w -X main.version=${providerVersion}`,
    companion: { arguments: ["--schema"], file: schemaFileName },
};

export function sourceFolder(part: Part): string {
    return path.join(__dirname, part.name);
}
