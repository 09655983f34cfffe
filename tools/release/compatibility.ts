import * as semver from "semver";

import { changelogSections, isReleased } from "./changelog";
import type { PackageSchema } from "./packageSchema";
import { type SchemaBreak, schemaBreaks } from "./schemaBreaks";

/**
 * What a schema breaks of those before it without saying so. A break is allowed in a new major
 * version, and there only if the changelog names it. What counts as one is what npm's caret leaves
 * out: after 1.4.2 that is 2.0.0, after 0.4.2 it is 0.5.0.
 */
export function compatibilityProblems(
    next: PackageSchema,
    released: readonly PackageSchema[],
    changelog: string,
): string[] {
    return baselines(next.version, released).flatMap((baseline) =>
        schemaBreaks(baseline, next)
            .filter((each) => !isAnnounced(each, baseline.version, next.version, changelog))
            .map((each) => problem(each, baseline.version, next.version, changelog)),
    );
}

/** The newest version before this one, and this one as it was recorded. */
function baselines(version: string, released: readonly PackageSchema[]): PackageSchema[] {
    const before = released.filter((each) => semver.lt(each.version, version));
    const itself = released.filter((each) => semver.eq(each.version, version));
    return [...before.slice(-1), ...itself];
}

function isAnnounced(
    { path }: SchemaBreak,
    baseline: string,
    version: string,
    changelog: string,
): boolean {
    const section = changelogSections(changelog).find((each) => each.version === version);
    return isMajorAfter(baseline, version) && (section?.text.includes(`\`${path}\``) ?? false);
}

function isMajorAfter(baseline: string, version: string): boolean {
    return semver.gt(version, baseline) && !semver.satisfies(version, `^${baseline}`);
}

function problem(
    { path, change }: SchemaBreak,
    baseline: string,
    version: string,
    changelog: string,
): string {
    const broken = `${path}: ${change}, which breaks programs written for ${baseline}.`;
    if (isMajorAfter(baseline, version)) {
        return `${broken} Undo it, or name \`${path}\` under "## ${version}" in CHANGELOG.md.`;
    }
    const major = semver.inc(baseline, semver.major(baseline) === 0 ? "minor" : "major");
    const whileUnreleased =
        baseline === version && !isReleased(changelog, version)
            ? ` Or, as ${version} is not released yet, record its schema anew with "npm run release:record".`
            : "";
    return `${broken} Undo it, or raise the version in package.json to ${major} and name \`${path}\` under "## ${major}" in CHANGELOG.md.${whileUnreleased}`;
}
