import { isIPv4 } from "node:net";

import { type EmulatedCommand, type InstanceNetwork, toStderr, toStdout } from "./emulatedCommand";

const SOCKET_TYPES = ["STREAM", "DGRAM", "RAW"];
/** What the real command answers for a key that the database lacks. */
const NOT_FOUND = 2;

/** `getent hosts|ahosts|ahostsv4 NAME...`, in the words of the GNU C library. */
export const getent: EmulatedCommand = ([database, ...names], network) => {
    if (database === undefined) {
        return Promise.resolve({
            exitCode: 1,
            output: [toStderr("getent: wrong number of arguments\n")],
        });
    }
    const write = WRITERS[database];
    if (write === undefined) {
        return Promise.resolve({
            exitCode: 1,
            output: [toStderr(`Unknown database: ${database}\n`)],
        });
    }
    let exitCode = 0;
    const lines = names.flatMap((name) => {
        const addresses = isIPv4(name) ? [name] : addressesOf(name, network);
        exitCode = addresses.length === 0 ? NOT_FOUND : exitCode;
        return write(addresses, name);
    });
    return Promise.resolve({
        exitCode,
        output: lines.map((line) => toStdout(`${line}\n`)),
    });
};

function addressesOf(name: string, network: InstanceNetwork): string[] {
    return name === "localhost" ? ["127.0.0.1"] : network.resolve(name);
}

const WRITERS: Readonly<Record<string, (addresses: readonly string[], name: string) => string[]>> =
    {
        hosts: (addresses, name) => addresses.map((address) => `${address.padEnd(15)} ${name}`),
        ahosts: allKinds,
        ahostsv4: allKinds,
    };

/** The name stands behind the first address only. */
function allKinds(addresses: readonly string[], name: string): string[] {
    return addresses.flatMap((address, position) =>
        SOCKET_TYPES.map((type, kind) => {
            const shown = position === 0 && kind === 0 ? name : "";
            return `${address.padEnd(15)} ${type.padEnd(6)} ${shown}`;
        }),
    );
}
