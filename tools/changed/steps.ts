import type { Step } from "./selection";

/** Code that the compiler and the linter look at. */
const COMPILED = /\.(ts|mts|cts)$/;

const LINTED = /\.(ts|mts|cts)$|^eslint\.config\.mjs$/;

/** The steps of `npm test`, by what they run. */
export const STEPS: Readonly<Record<string, Step>> = {
    "types": { reads: COMPILED },
    "lint": { reads: LINTED },
    "format": { reads: /./ },
    "unit": { tests: ["tests/unit"] },
    "examples": { tests: ["examples"] },
    "browser": { programs: ["tests/browser/main.ts"], before: ["diagram", "report"] },
    "build-engine": {
        programs: ["tools/engine/main.ts"],
        before: ["schema", "preflight", "end-to-end", "languages", "changes", "engine"],
    },
    "schema": { tests: ["tests/schema"] },
    "release": { tests: ["tests/release"] },
    "install": { programs: ["tools/release/main.ts"] },
    "preflight": { tests: ["tests/preflight"] },
    "end-to-end": { tests: ["tests/end-to-end"] },
    "languages": { tests: ["tests/languages"] },
    "changes": { tests: ["tests/changes", "tests/faults"] },
    "parity": { tests: ["tests/parity"] },
    "emulator": { tests: ["tests/emulator"] },
    "diagram": { tests: ["tests/diagram"] },
    "report": { tests: ["tests/report"] },
    "commands": { tests: ["tests/commands"] },
    "engine": { tests: ["tests/engine"] },
};
