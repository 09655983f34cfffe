import { duplexPair } from "node:stream";
import * as tls from "node:tls";

import { type Certificate, selfSigned } from "../../certificates";
import type { Connected } from "../../dataplane/connection";
import { CurlFailure } from "./failure";

/** How a client wants to be sure of the server. */
export interface Trust {
    readonly isInsecure: boolean;
    /** PEM of the authorities that are trusted in place of the public ones. */
    readonly authorities: Buffer | undefined;
}

/** Makes a connection secure, by a handshake in memory with the certificate of the other side. */
export async function secure(
    { speaks, certificate }: Connected,
    hostName: string,
    { isInsecure, authorities }: Trust,
): Promise<void> {
    if (speaks === "http") {
        throw new CurlFailure(
            35,
            "error:1408F10B:SSL routines:ssl3_get_record:wrong version number",
        );
    }
    const refused = await handshake(certificate ?? (await nobodys()), hostName, authorities);
    if (refused !== undefined && !isInsecure) {
        throw refusal(refused, hostName);
    }
}

/** The code of what is wrong with a certificate; undefined where nothing is. */
async function handshake(
    { cert, key }: Certificate,
    hostName: string,
    authorities: Buffer | undefined,
): Promise<string | undefined> {
    const [near, far] = duplexPair();
    const server = new tls.TLSSocket(far, {
        isServer: true,
        secureContext: tls.createSecureContext({ cert, key }),
    });
    const client = tls.connect({
        socket: near,
        host: hostName,
        ...(/[a-z]/i.test(hostName) && { servername: hostName }),
        rejectUnauthorized: false,
        ...(authorities !== undefined && { ca: authorities }),
    });
    try {
        await new Promise<void>((resolve, reject) => {
            server.on("error", reject);
            client.on("error", reject);
            client.on("secureConnect", resolve);
        });
        // Documented as an Error, and the error's code in fact.
        const found = client.authorizationError as unknown as string | null;
        return found ?? undefined;
    } finally {
        client.destroy();
        server.destroy();
    }
}

/** curl 7.61 has an exit code of its own for another name; later ones end with 60 for it, too. */
function refusal(code: string, hostName: string): CurlFailure {
    if (code === "ERR_TLS_CERT_ALTNAME_INVALID") {
        return new CurlFailure(
            51,
            `SSL: no alternative certificate subject name matches target host name '${hostName}'`,
        );
    }
    return new CurlFailure(60, `SSL certificate problem: ${SENTENCES[code] ?? code}`);
}

/** OpenSSL's sentences (X509_verify_cert_error_string of 1.1.1). */
const SENTENCES: Readonly<Record<string, string>> = {
    CERT_HAS_EXPIRED: "certificate has expired",
    CERT_NOT_YET_VALID: "certificate is not yet valid",
    DEPTH_ZERO_SELF_SIGNED_CERT: "self signed certificate",
    SELF_SIGNED_CERT_IN_CHAIN: "self signed certificate in certificate chain",
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "unable to get local issuer certificate",
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: "unable to verify the first certificate",
};

let unsigned: Promise<Certificate> | undefined;

function nobodys(): Promise<Certificate> {
    return (unsigned ??= selfSigned("localhost"));
}
