import * as ipaddr from "ipaddr.js";

/** What a load balancer knows of a connection and writes in front of it. */
export interface ProxiedConnection {
    readonly source: { readonly address: string; readonly port: number };
    readonly destination: { readonly address: string; readonly port: number };
    /** Only those that the listener passes on. */
    readonly vpcId?: string;
    readonly endpointId?: string;
    readonly serviceId?: string;
}

/** The PROXY protocol, version 2 (https://www.haproxy.org/download/2.9/doc/proxy-protocol.txt, 2.2). */
const SIGNATURE = Buffer.from("0d0a0d0a000d0a515549540a", "hex");
/** Version 2 and the command PROXY; IPv4 and a stream. */
const VERSION_AND_COMMAND = 0x21;
const TCP_OVER_IPV4 = 0x11;
/**
 * Alibaba Cloud's own extension and the kinds of id in it, the first byte of its value
 * (https://help.aliyun.com/zh/privatelink/obtain-real-client-information).
 */
const ALIBABA_CLOUD = 0xe1;
const ID_KINDS = { vpcId: 0x01, endpointId: 0x02, serviceId: 0x03 } as const;

/** The header: addresses and ports, then one extension for each id. */
export function proxyHeader(connection: ProxiedConnection): Buffer {
    const { source, destination } = connection;
    const addresses = Buffer.from([
        ...ipaddr.IPv4.parse(source.address).octets,
        ...ipaddr.IPv4.parse(destination.address).octets,
        ...bigEndian(source.port),
        ...bigEndian(destination.port),
    ]);
    const extensions = (["vpcId", "endpointId", "serviceId"] as const).flatMap((name) => {
        const id = connection[name];
        return id === undefined ? [] : [extension(ID_KINDS[name], id)];
    });
    const rest = Buffer.concat([addresses, ...extensions]);
    return Buffer.concat([
        SIGNATURE,
        Buffer.from([VERSION_AND_COMMAND, TCP_OVER_IPV4, ...bigEndian(rest.length)]),
        rest,
    ]);
}

/** The id of the endpoint in a header. Undefined if it names none. */
export function endpointIn(header: Buffer): string | undefined {
    // Behind the 16 bytes of the beginning, two addresses and two ports.
    for (let at = 28; at < header.length; at += 3 + header.readUInt16BE(at + 1)) {
        if (header[at] === ALIBABA_CLOUD && header[at + 3] === ID_KINDS.endpointId) {
            return header.toString("ascii", at + 4, at + 3 + header.readUInt16BE(at + 1));
        }
    }
    return undefined;
}

function extension(kind: number, id: string): Buffer {
    const value = Buffer.concat([Buffer.from([kind]), Buffer.from(id, "ascii")]);
    return Buffer.concat([Buffer.from([ALIBABA_CLOUD, ...bigEndian(value.length)]), value]);
}

function bigEndian(value: number): [number, number] {
    return [value >> 8, value & 0xff];
}
