import satisfies from "spdx-satisfies";

/** The parts of a package-lock.json that licences are about. */
export interface PackageLock {
    readonly packages: Readonly<Record<string, LockedPackage>>;
}

export interface LockedPackage {
    readonly version?: string;
    readonly license?: string;
    /** Whether only development needs it. */
    readonly dev?: boolean;
}

/** Licences under which what the package depends on may be used with this one's. */
const ALLOWED = [
    "0BSD",
    "Apache-2.0",
    "BlueOak-1.0.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC-BY-3.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "Python-2.0",
];

/** Licences that were read in the packages themselves, whose package.json does not name them. */
const READ_IN_PACKAGE: Readonly<Record<string, string>> = {
    "@logdna/tail-file": "MIT",
};

/** The packages at run time whose licence is unknown or not allowed. */
export function licenceProblems({ packages }: PackageLock): string[] {
    const installed = Object.entries(packages).filter(
        ([place, { dev }]) => place !== "" && dev !== true,
    );
    if (installed.length === 0) {
        return ["The lock file names no package that is needed at run time, so none was checked."];
    }
    return installed.flatMap(([place, { version, license }]) => {
        const name = place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length);
        return isAllowed(READ_IN_PACKAGE[name] ?? license)
            ? []
            : [
                  `${name} ${version ?? ""}`.trim() +
                      ` is under ${license === undefined ? "no licence that it names" : `the licence "${license}"`}. Do without it, or, if its licence may be used, name it in tools/release/licences.ts.`,
              ];
    });
}

function isAllowed(license: string | undefined): boolean {
    try {
        return license !== undefined && satisfies(license, ALLOWED);
    } catch {
        // No expression that SPDX knows.
        return false;
    }
}
