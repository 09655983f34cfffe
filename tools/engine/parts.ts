import * as path from "node:path";

/** One binary of the engine. Another language host is one more entry in the table below. */
export interface Part {
    /** First half of its name in the cache, and the folder with its go.mod, beside this file. */
    readonly name: string;
    /** Another part, whose folder it has in place of one of its own: both are then made from the same modules. */
    readonly folderOf?: string;
    readonly title: string;
    /** What `go build` is asked for, from that folder. */
    readonly goPackage: string;
    readonly executable: string;
    readonly linkFlags: string;
    /** A script that the binary wants beside it, which its module holds and Go does not compile. */
    readonly script?: { readonly module: string; readonly file: string };
    /**
     * A script of ours beside go.mod that takes the binary's place and starts it, which is then called
     * `<executable>-binary`.
     */
    readonly launcher?: string;
    /** Stands for what goes into the binary and is not in its folder. */
    readonly ingredients?: string;
    /**
     * Minutes of processor time that fetching its modules and building it took where that was measured (README.md); not
     * there for what takes less than one.
     */
    readonly processorMinutes?: number;
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
    processorMinutes: 7,
    // Without a version the Automation API refuses the CLI.
    linkFlags: `-s -w -X ${versionVariable}=v3.276.0`,
};

const sdkModule = "github.com/pulumi/pulumi/sdk/v3";

const languageHosts = {
    nodejs: {
        name: "language-nodejs",
        title: "Node language host",
        goPackage: `${sdkModule}/nodejs/cmd/pulumi-language-nodejs`,
        executable: "pulumi-language-nodejs",
        linkFlags: `-s -w -X ${versionVariable}=v3.68.0`,
    },
    python: {
        name: "language-python",
        title: "Python language host",
        goPackage: `${sdkModule}/python/cmd/pulumi-language-python`,
        executable: "pulumi-language-python",
        linkFlags: `-s -w -X ${versionVariable}=v3.68.0`,
        script: { module: sdkModule, file: "python/cmd/pulumi-language-python-exec" },
    },
    go: {
        name: "language-go",
        title: "Go language host",
        goPackage: `${sdkModule}/go/pulumi-language-go`,
        executable: "pulumi-language-go",
        linkFlags: `-s -w -X ${versionVariable}=v3.66.0`,
        launcher: "launcher.sh",
    },
    yaml: {
        name: "language-yaml",
        title: "YAML language host",
        goPackage: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
        executable: "pulumi-language-yaml",
        processorMinutes: 1.5,
        linkFlags: "-s -w -X github.com/pulumi/pulumi-yaml/pkg/version.Version=v1.30.0",
    },
} as const satisfies Readonly<Record<string, Part>>;

/** A language that programs can be written in. */
export type Language = keyof typeof languageHosts;

export const languages = Object.keys(languageHosts) as Language[];

export function languageHost(language: Language): Part {
    return languageHosts[language];
}

/** Writes a package's SDK for a language. */
export const sdkGenerator: Part = {
    name: "sdk-generator",
    title: "generator of SDKs",
    goPackage: ".",
    executable: "sdk-generator",
    linkFlags: "-s -w",
};

export const provider: Part = {
    name: "provider-alicloud",
    title: "alicloud provider",
    goPackage: ".",
    executable: `pulumi-resource-${providerName}`,
    processorMinutes: 13.5,
    linkFlags: `-s -w -X main.version=${providerVersion}`,
    companion: { arguments: ["--schema"], file: schemaFileName },
};

/** The Terraform provider that is behind the plugin, for `terraform` to run by itself. */
export const terraformProvider: Part = {
    name: "terraform-provider-alicloud",
    folderOf: provider.name,
    title: "alicloud provider for Terraform",
    goPackage: "github.com/aliyun/terraform-provider-alicloud",
    executable: "terraform-provider-alicloud",
    processorMinutes: 14,
    linkFlags: "-s -w",
};

/** What building parts takes, for the reader. Those of one folder have nearly everything in common. */
export function processorTime(parts: readonly Part[]): string {
    const byFolder = new Map<string, number>();
    for (const part of parts) {
        const { processorMinutes = 0 } = part;
        const folder = sourceFolder(part);
        byFolder.set(folder, Math.max(processorMinutes, byFolder.get(folder) ?? 0));
    }
    const minutes = [...byFolder.values()].reduce((sum, each) => sum + each, 0);
    return minutes === 0
        ? "under a minute of processor time each"
        : `about ${Math.ceil(minutes)} min of processor time where it was measured`;
}

/** The files that a part is used with wherever it comes from: its program and, for some, a script. */
export function programsOf(part: Part): string[] {
    return [
        part.executable,
        ...(part.script === undefined ? [] : [path.posix.basename(part.script.file)]),
    ];
}

/** The files that a part is used with when it was built here. */
export function builtProgramsOf(part: Part): string[] {
    return [...new Set([...programsOf(part), binaryOf(part)])];
}

/** What the compiled file is called. */
export function binaryOf(part: Part): string {
    return part.launcher === undefined ? part.executable : `${part.executable}-binary`;
}

export function sourceFolder(part: Part): string {
    return path.join(__dirname, part.folderOf ?? part.name);
}
