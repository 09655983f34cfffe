// Installs the dependencies and builds the package where that has not been done yet. Plain JavaScript
// and Node alone, because it runs on a fresh clone.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync, utimesSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

// On Windows npm is a script for a shell, which cannot be started as a program: Node starts what is behind it.
const behindNpm = process.env.npm_execpath;
const npm = behindNpm?.endsWith(".js") ? [process.execPath, [behindNpm]] : ["npm", []];

// `npm run` says which command this is the beginning of.
const wanted = process.env.npm_lifecycle_event;

if (modified("node_modules/.package-lock.json") < modified("package-lock.json")) {
    // Measured on 2 cores that others used as well.
    const [program, parameters] = npm;
    run("Installing dependencies (took 48 s to 2 min where it was measured)", program, [
        ...parameters,
        ...["ci", "--ignore-scripts", "--no-audit", "--no-fund"],
    ]);
}
if (
    modified("bin/index.js") <
    newest([
        ...["index.ts", "plugin.ts", "tsconfig.json", "package.json"],
        ...["adopt", "components", "connections", "repair", "stacks", "testing"],
    ])
) {
    run(
        `Building the package${wanted === undefined ? "" : `, then ${wanted} begins`}`,
        process.execPath,
        ["node_modules/typescript/bin/tsc"],
    );
    // The compiler leaves out files that come out as they are.
    utimesSync(root + "bin/index.js", new Date(), new Date());
}

function run(title, command, parameters) {
    const startedAt = Date.now();
    process.stderr.write(`${title} ...\n`);
    const { status, error } = spawnSync(command, parameters, { cwd: root, stdio: "inherit" });
    if (error !== undefined) {
        process.stderr.write(`${title} failed: ${error.message}\n`);
    }
    if (status !== 0) {
        process.exit(status ?? 1);
    }
    process.stderr.write(`${title}: ${((Date.now() - startedAt) / 1000).toFixed(1)} s\n`);
}

function modified(path) {
    return existsSync(root + path) ? statSync(root + path).mtimeMs : 0;
}

function newest(paths) {
    return Math.max(
        ...paths.flatMap((path) =>
            statSync(root + path).isDirectory()
                ? readdirSync(root + path, { recursive: true }).map((name) =>
                      modified(`${path}/${name}`),
                  )
                : [modified(path)],
        ),
    );
}
