/** What CHANGELOG.md has on a version. */
export interface ChangelogSection {
    readonly version: string;
    /** The day of its release, as `2026-11-24`; undefined while it is not released. */
    readonly date: string | undefined;
    readonly text: string;
}

const HEADING = /^## (\S+)(?: \((\d{4}-\d{2}-\d{2}|unreleased)\))?\s*$/;

/** The sections of a changelog whose versions have headings of the form `## 1.2.3 (2026-11-24)`. */
export function changelogSections(changelog: string): ChangelogSection[] {
    const sections: { version: string; date: string | undefined; lines: string[] }[] = [];
    for (const line of changelog.split("\n")) {
        const [, version, date] = HEADING.exec(line) ?? [];
        if (version !== undefined) {
            sections.push({ version, date: date === "unreleased" ? undefined : date, lines: [] });
        } else {
            sections.at(-1)?.lines.push(line);
        }
    }
    return sections.map(({ lines, ...section }) => ({ ...section, text: lines.join("\n").trim() }));
}

/** Whether a changelog has a day for a version, which it gets when it is released. */
export function isReleased(changelog: string, version: string): boolean {
    return changelogSections(changelog).some(
        (section) => section.version === version && section.date !== undefined,
    );
}

/** What keeps a version from being released, as far as the changelog goes. */
export function changelogProblems(changelog: string, version: string): string[] {
    const section = changelogSections(changelog).find((each) => each.version === version);
    if (section === undefined) {
        return [
            `CHANGELOG.md has no section for ${version}, the version in package.json. Add "## ${version} (<the day>)" with what is new.`,
        ];
    }
    if (section.text === "") {
        return [`CHANGELOG.md says nothing about ${version}. Write what is new in it.`];
    }
    return section.date === undefined
        ? [
              `CHANGELOG.md has no day for ${version}. Write the day of the release as "## ${version} (2026-01-31)".`,
          ]
        : [];
}
