// Runs every check of the project, step by step, and ends with the number of tests that
// passed and failed. `npm test -- unit schema` runs the steps named, `npm test -- --changed` what a
// change can make fail.
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const node = process.execPath;
const inCi = process.env.CI === "true";

const mocha = (...parameters) => ({
    command: [
        node,
        "node_modules/mocha/bin/mocha.js",
        // What cannot run fails in CI: nothing is skipped there without anyone noticing.
        ...(inCi ? ["--forbid-only", "--forbid-pending"] : []),
        ...parameters,
    ],
    counts: true,
});
/** Files are run by several processes at a time. */
const sideBySide = (jobs) => ["--parallel", "--jobs", String(jobs)];
/**
 * Folders with files that mostly wait: for a program, an engine, a change of state. The steps of this kind that are asked
 * for are one run, for the files of one fill the time in which another has few left.
 */
const waiting = (...folders) => ({ folders });
/** How many of their files run at a time: about as many as keep two cores busy. */
const WAITING_FILES = 18;
/** What takes longest begins first, so that it is not what everything waits for at the end. */
const LONGEST = [
    "tests/end-to-end/crossAccount.test.ts",
    "tests/end-to-end/nlb.test.ts",
    "tests/end-to-end/fixedAddress.test.ts",
    "tests/end-to-end/connectivity.test.ts",
    "tests/end-to-end/alb.test.ts",
    "tests/end-to-end/halfFailedLoadBalancers.test.ts",
    "tests/parity/kit.test.ts",
    "tests/end-to-end/adopt.test.ts",
    "tests/end-to-end/nlbExample.test.ts",
    "tests/end-to-end/movesToAnotherKind.test.ts",
    "tests/end-to-end/killedProviderStack.test.ts",
    "tests/languages/checkedAtPreview.test.ts",
    "tests/end-to-end/loadBalancerReplacement.test.ts",
    "tests/languages/python.test.ts",
    "tests/end-to-end/consumersComeAndGo.test.ts",
    "tests/languages/contractMistakes.test.ts",
    "tests/languages/yaml.test.ts",
    "tests/languages/unreadableStack.test.ts",
    "tests/parity/crossAccount.test.ts",
    "tests/end-to-end/crossRegion.test.ts",
    "tests/languages/bothSides.test.ts",
    "tests/end-to-end/sameAccount.test.ts",
    "tests/languages/go.test.ts",
    "tests/end-to-end/secrets.test.ts",
    "tests/end-to-end/certificates.test.ts",
    "tests/end-to-end/separateBackends.test.ts",
    "tests/end-to-end/listenerChanges.test.ts",
    "tests/end-to-end/movesWithoutOutage.test.ts",
    "tests/end-to-end/whitelistElsewhere.test.ts",
    "tests/end-to-end/movesToAnotherLoadBalancer.test.ts",
    "tests/end-to-end/permissions.test.ts",
    "tests/end-to-end/repairByChoice.test.ts",
    "tests/end-to-end/singleStack.test.ts",
    "tests/end-to-end/runsAtOnce.test.ts",
    "tests/end-to-end/demoInterrupted.test.ts",
    "tests/languages/contracts.test.ts",
    "tests/end-to-end/movesRawResources.test.ts",
    "tests/end-to-end/swaps.test.ts",
];
const tool = (path, ...parameters) => ({ command: [node, `node_modules/${path}`, ...parameters] });

const steps = {
    "types": tool("typescript/bin/tsc", "-p", "tests/tsconfig.json"),
    "lint": tool("eslint/bin/eslint.js", "--max-warnings", "0", "."),
    "format": tool("prettier/bin/prettier.cjs", "--check", "--log-level", "warn", "."),
    "unit": mocha(...sideBySide(2), "tests/unit/**/*.test.ts"),
    "examples": mocha("examples/**/*.test.ts"),
    "browser": {
        command: [node, "-r", "./tools/scripts/register.cjs", "tests/browser/main.ts"],
    },
    "build-engine": {
        command: [
            node,
            "-r",
            "./tools/scripts/register.cjs",
            "tools/engine/main.ts",
            "--languages",
        ],
    },
    "schema": mocha("tests/schema/**/*.test.ts"),
    "release": mocha("tests/release/**/*.test.ts"),
    // Installs from the npm registry; what has to hold only on the day of a release is left out.
    "install": {
        command: [
            ...[node, "-r", "./tools/scripts/register.cjs", "tools/release/main.ts"],
            ...["contents", "licences", "import", "projects", "plugin", "repository"],
        ],
    },
    "preflight": mocha(...sideBySide(2), "tests/preflight/**/*.test.ts"),
    "end-to-end": waiting("end-to-end"),
    "languages": waiting("languages"),
    "changes": waiting("changes", "faults"),
    "parity": waiting("parity"),
    "emulator": waiting("emulator"),
    "diagram": waiting("diagram"),
    "report": waiting("report"),
    "commands": waiting("commands"),
    "engine": waiting("engine"),
};

/**
 * Rows of steps that run side by side, since most of them take one core: the steps of a row run one after the other. The
 * first row compiles the package, which later steps run.
 */
const rows = [
    ["build-engine", "schema", "release"],
    ["types", "lint", "format", "unit", "examples", "browser"],
];
/** A row beside what waits, in which there is always time for it. */
const besideWaiting = ["install", "preflight"];

const onlyChanged = process.argv.includes("--changed");
const requested = process.argv.slice(2).filter((parameter) => parameter !== "--changed");
const unknown = requested.filter((name) => !Object.hasOwn(steps, name));
if (unknown.length > 0) {
    console.error(`step: found "${unknown[0]}". Must be one of ${Object.keys(steps).join(", ")}.`);
    process.exit(2);
}

const total = { passed: 0, failed: 0 };
const failedSteps = [];
const failureReports = [];
const selected = onlyChanged ? selectChanged() : undefined;
const names = Object.keys(steps).filter(
    (name) =>
        (requested.length === 0 || requested.includes(name)) &&
        (selected === undefined || Object.hasOwn(selected, name)),
);
const performed = merged(names);
await Promise.all(rows.map((row) => performInTurn(row)));
const others = Object.keys(performed).filter(
    (name) => ![...rows.flat(), ...besideWaiting].includes(name),
);
await Promise.all([performInTurn(others), performInTurn(besideWaiting)]);
if (failedSteps.length > 0) {
    // Again, at the end, where a reader of a long log looks first.
    failureReports.forEach((report) => console.log(`\n${report}`));
    console.log(`\nFailed: ${failedSteps.join(", ")}`);
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(failedSteps.length > 0 ? 1 : 0);

/** The steps that a change can make fail, each with the test files that it is about; undefined for every step. */
function selectChanged() {
    const require = createRequire(import.meta.url);
    require("./register.cjs");
    const { everything, steps, lines } = require("../changed").changedTests(root);
    console.log(lines.join("\n"));
    return everything ? undefined : steps;
}

/** A step of Mocha's with fewer files, if only some of them are selected. */
function narrowed(name) {
    const step = steps[name];
    const files = selected?.[name] ?? [];
    return files.length === 0
        ? step
        : { ...step, command: [...step.command.filter((each) => !each.includes("*")), ...files] };
}

/** The steps named, with those that wait as one. */
function merged(names) {
    const waitingNames = names.filter((name) => steps[name].folders !== undefined);
    const others = names.filter((name) => !waitingNames.includes(name));
    const files = waitingNames.flatMap(
        (name) => selected?.[name] ?? steps[name].folders.flatMap(testFiles),
    );
    const run = mocha(...sideBySide(WAITING_FILES), ...files.sort(longestFirst));
    return {
        ...Object.fromEntries(others.map((name) => [name, narrowed(name)])),
        ...(waitingNames.length === 0 ? {} : { [waitingNames.join(", ")]: run }),
    };
}

async function performInTurn(names) {
    for (const name of names.filter((each) => Object.hasOwn(performed, each))) {
        await perform(name, performed[name]);
    }
}

function testFiles(folder) {
    return readdirSync(`${root}tests/${folder}`, { recursive: true })
        .filter((file) => file.endsWith(".test.ts"))
        .map((file) => `tests/${folder}/${file}`)
        .sort();
}

function longestFirst(one, other) {
    const rank = (file) => (LONGEST.includes(file) ? LONGEST.indexOf(file) : LONGEST.length);
    return rank(one) - rank(other);
}

async function perform(name, step) {
    console.log(`\n== ${name}`);
    const startedAt = Date.now();
    const { status, passed, failed, failures } = await run(step);
    total.passed += passed;
    total.failed += failed;
    if (failures !== undefined) {
        failureReports.push(`== ${name}\n${failures}`);
    }
    if (status !== 0 || (step.counts && passed === 0)) {
        failedSteps.push(name);
    }
    console.log(`== ${name}: ${seconds(startedAt)} s${status === 0 ? "" : ", FAILED"}`);
}

/** Shows a step's output as it comes, and reads the number of tests from it. */
async function run({ command: [program, ...parameters], counts = false }) {
    const child = spawn(program, parameters, {
        cwd: root,
        stdio: ["ignore", counts ? "pipe" : "inherit", "inherit"],
        env: { ...process.env, FORCE_COLOR: process.stdout.isTTY ? "1" : "0" },
    });
    let output = "";
    child.stdout?.on("data", (chunk) => {
        process.stdout.write(chunk);
        output += chunk;
    });
    const status = await new Promise((resolve) => {
        child.on("error", (error) => {
            console.error(error.message);
            resolve(1);
        });
        child.on("close", (code) => resolve(code ?? 1));
    });
    return {
        status,
        passed: count(output, "passing"),
        failed: count(output, "failing"),
        failures: failuresIn(output),
    };
}

/** What Mocha reports of failed tests, from their number to its end. */
function failuresIn(output) {
    return /^.*\d+ failing[^]*$/m.exec(output)?.[0].trimEnd();
}

function count(output, word) {
    const found = [...output.matchAll(new RegExp(`(\\d+) ${word}`, "g"))].at(-1);
    return found === undefined ? 0 : Number(found[1]);
}

function seconds(startedAt) {
    return ((Date.now() - startedAt) / 1000).toFixed(1);
}
