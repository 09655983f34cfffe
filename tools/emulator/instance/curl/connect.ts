import { isIPv4 } from "node:net";

import type { Connected } from "../../dataplane/connection";
import type { InstanceNetwork } from "../emulatedCommand";
import type { Deadline } from "./deadline";
import { CurlFailure } from "./failure";
import type { CurlOptions } from "./options";
import type { Progress } from "./progress";

/** curl's own limit on connecting. */
const CONNECT_SECONDS = 300;
/** Linux sends a first packet and six more, each after twice the time, and gives up on the address. */
const SYSTEM_MILLISECONDS = 127_000;

/** A connection to the first address of the host that answers, as curl gets to one. */
export async function connect(
    network: InstanceNetwork,
    wanted: HostAndPort,
    options: CurlOptions,
    deadline: Deadline,
    progress: Progress,
    signal: AbortSignal,
): Promise<Connected> {
    const { host, port } = otherHost(wanted, options);
    const addresses = resolve(network, host, port, options);
    progress.nameLookedUpAt = deadline.passedMilliseconds();
    if (addresses.length === 0) {
        throw new CurlFailure(6, `Could not resolve host: ${host}`);
    }
    const limit = (options.connectSeconds ?? CONNECT_SECONDS) * 1000;
    const startedAt = deadline.passedMilliseconds();
    const left = () => limit - (deadline.passedMilliseconds() - startedAt);
    let lastOutcome = "Connection refused";
    for (const [position, address] of addresses.entries()) {
        const connection = network.connect(address, port);
        if (connection.outcome === "connected") {
            progress.connectedTo(address, port, deadline.passedMilliseconds());
            return connection;
        }
        lastOutcome = "Connection refused";
        if (connection.outcome === "dropped") {
            lastOutcome = "Connection timed out";
            // Half of the time is kept for the addresses to come.
            const share = position === addresses.length - 1 ? left() : left() / 2;
            const hasTime = await deadline.pass(Math.min(share, SYSTEM_MILLISECONDS), signal);
            if (!hasTime || left() <= 0) {
                const passed = Math.ceil(deadline.passedMilliseconds());
                throw new CurlFailure(28, `Connection timed out after ${passed} milliseconds`);
            }
        }
    }
    throw new CurlFailure(
        lastOutcome === "Connection refused" ? 7 : 28,
        `Failed to connect to ${host} port ${port}: ${lastOutcome}`,
    );
}

export interface HostAndPort {
    readonly host: string;
    readonly port: number;
}

/** Where `--connect-to` sends a connection: an empty part of it stands for any host and port, or for the same. */
function otherHost(wanted: HostAndPort, { connectTo }: CurlOptions): HostAndPort {
    for (const entry of connectTo) {
        const [, host, port, otherName, otherPort] =
            /^([^:]*):(\d*):([^:]*):(\d*)$/.exec(entry) ?? [];
        if (host === undefined) {
            throw new CurlFailure(49, `the emulator's curl cannot read --connect-to '${entry}'`);
        }
        if (
            (host === "" || host.toLowerCase() === wanted.host) &&
            (port === "" || Number(port) === wanted.port)
        ) {
            return {
                host: otherName === "" ? wanted.host : otherName.toLowerCase(),
                port: otherPort === "" ? wanted.port : Number(otherPort),
            };
        }
    }
    return wanted;
}

function resolve(
    network: InstanceNetwork,
    host: string,
    port: number,
    options: CurlOptions,
): string[] {
    for (const entry of options.resolve) {
        const [, name, at, addresses] = /^\+?([^:]+):(\d+):(.+)$/.exec(entry) ?? [];
        if (addresses === undefined) {
            throw new CurlFailure(49, `Couldn't parse CURLOPT_RESOLVE entry '${entry}'!`);
        }
        if ((name === "*" || name.toLowerCase() === host) && Number(at) === port) {
            return addresses.split(",");
        }
    }
    if (isIPv4(host)) {
        return [host];
    }
    return host === "localhost" ? ["127.0.0.1"] : network.resolve(host);
}
