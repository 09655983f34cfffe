import { spawn } from "node:child_process";
import { once } from "node:events";

/**
 * A user, a network without any interface, and process numbers of the script's own: it can open no
 * connection, and whatever it starts ends with it, even what left its process group.
 */
const UNSHARE = [
    ...["/usr/bin/unshare", "--user", "--map-root-user", "--net", "--pid"],
    ...["--fork", "--kill-child=KILL", "--"],
];

let wrapper: Promise<readonly string[]> | undefined;

/**
 * The words in front of a script's command that shut it in: Linux lets every user do so, unless the machine
 * forbids it. Elsewhere there are none; then only its PATH keeps a script from the machine's own network.
 */
export function isolation(): Promise<readonly string[]> {
    wrapper ??= works(UNSHARE).then((isPossible) => (isPossible ? UNSHARE : []));
    return wrapper;
}

async function works([program, ...args]: readonly string[]): Promise<boolean> {
    if (process.platform !== "linux") {
        return false;
    }
    const probe = spawn(program, [...args, "/bin/true"], { stdio: "ignore" });
    try {
        const [code] = (await once(probe, "close")) as [number | null];
        return code === 0;
    } catch {
        return false;
    }
}
