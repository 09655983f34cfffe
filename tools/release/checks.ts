import { symlinkSync } from "node:fs";
import * as path from "node:path";

import { changelogProblems } from "./changelog";
import { compatibilityProblems } from "./compatibility";
import {
    compilationProblems,
    copyRepository,
    install,
    installedLock,
    installRepository,
    npmInstall,
    pack,
    pluginProblems,
    runProblems,
} from "./installation";
import { licenceProblems } from "./licences";
import { changelogText, committedSchema, PACKAGE_FOLDER, packageManifest } from "./packageFolder";
import { schemaText } from "./packageSchema";
import {
    javascriptProblems,
    RUNNER_PACKAGES,
    runnerProblems,
    runnersFolder,
    typescriptProblems,
} from "./projects";
import { referenceProblems } from "./reference/generate";
import { releasedSchemas } from "./releasedSchemas";
import { contentProblems, packageSources } from "./tarballContents";
import { workingTreeProblems } from "./workingTree";

/** One thing that has to hold before a release. */
export interface ReleaseCheck {
    readonly title: string;
    /** What does not hold, each with what to do about it. */
    readonly problems: () => Promise<string[]> | string[];
}

/** The checks by name, in the order in which they run; `folder` is theirs for what they install. */
export function releaseChecks(folder: string): Record<string, ReleaseCheck> {
    const { name, version } = packageManifest();
    const schema = committedSchema();
    const tarball = once(async () => {
        // A copy, since packing compiles, and what is compiled here may be running.
        const copy = path.join(folder, "sources");
        await copyRepository(PACKAGE_FOLDER, copy);
        symlinkSync(path.join(PACKAGE_FOLDER, "node_modules"), path.join(copy, "node_modules"));
        return pack(copy, folder);
    });
    const installation = once(async () => {
        const installed = path.join(folder, "installed");
        await install(await tarball(), installed);
        return installed;
    });
    return {
        tree: {
            title: "everything is committed, and the version is not tagged elsewhere",
            problems: () => workingTreeProblems(PACKAGE_FOLDER, version),
        },
        changelog: {
            title: `CHANGELOG.md has ${version}, with the day of its release`,
            problems: () => changelogProblems(changelogText(), version),
        },
        record: {
            title: `the schema of ${version} is recorded`,
            problems: () =>
                releasedSchemas().some((each) => schemaText(each) === schemaText(schema))
                    ? []
                    : [
                          `tools/release/released has another schema for ${version} than schema.json, or none. Run "npm run release:record".`,
                      ],
        },
        compatibility: {
            title: "programs written for the version before go on working",
            problems: () => compatibilityProblems(schema, releasedSchemas(), changelogText()),
        },
        reference: {
            title: "docs/reference says what the code says",
            problems: () => referenceProblems(folder),
        },
        contents: {
            title: "the tarball holds what should ship, and nothing else",
            problems: async () =>
                contentProblems((await tarball()).contents, packageSources(PACKAGE_FOLDER)),
        },
        licences: {
            title: "every package that comes with this one has a licence that allows it",
            problems: async () => licenceProblems(installedLock(await installation())),
        },
        import: {
            title: "TypeScript programs compile and run with the installed package",
            problems: async () => {
                const project = await installation();
                const problems = await compilationProblems(project);
                return problems.length > 0 ? problems : runProblems(project, schema);
            },
        },
        projects: {
            title: "TypeScript and JavaScript projects of every kind run with the package, and test with it",
            problems: async () => {
                const project = await installation();
                await npmInstall(runnersFolder(project), ...RUNNER_PACKAGES);
                return [
                    ...(await typescriptProblems(project)),
                    ...(await javascriptProblems(project)),
                    ...(await runnerProblems(project, RUNNER_PACKAGES)),
                ];
            },
        },
        plugin: {
            title: "the installed package starts as a plugin, serves schema.json and constructs components",
            problems: async () =>
                pluginProblems(
                    path.join(await installation(), "node_modules", name),
                    folder,
                    schema,
                ),
        },
        repository: {
            title: "the repository starts as a plugin, installed as `pulumi package add` does it",
            problems: async () => {
                const clone = path.join(folder, "repository");
                await installRepository(PACKAGE_FOLDER, clone);
                return pluginProblems(clone, folder, schema);
            },
        },
    };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
    let made: Promise<T> | undefined;
    return () => (made ??= make());
}
