import { webcrypto } from "node:crypto";

// The X.509 library needs it to be loaded before itself.
import "reflect-metadata";
import * as x509 from "@peculiar/x509";

export interface Certificate {
    /** PEM. */
    readonly cert: string;
    /** PEM. */
    readonly key: string;
}

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const DAY = 24 * 60 * 60 * 1000;

/**
 * A certificate authority that lives as long as one run: its key never leaves the process. Anyone who trusts
 * its certificate trusts this run for loopback and for the cloud's own host names, and nothing else.
 */
export class CertificateAuthority {
    private readonly issued = new Map<string, Promise<Certificate>>();

    private constructor(
        private readonly certificateOfAuthority: x509.X509Certificate,
        private readonly keys: webcrypto.CryptoKeyPair,
    ) {}

    static async create(): Promise<CertificateAuthority> {
        x509.cryptoProvider.set(webcrypto as unknown as Crypto);
        const keys = await newKeys();
        const certificate = await x509.X509CertificateGenerator.createSelfSigned({
            serialNumber: serialNumber(),
            name: "CN=Alibaba Cloud emulator run CA",
            ...validity(),
            signingAlgorithm: ALGORITHM,
            keys,
            extensions: [
                new x509.BasicConstraintsExtension(true, 0, true),
                new x509.KeyUsagesExtension(
                    x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign,
                    true,
                ),
                await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
            ],
        });
        return new CertificateAuthority(certificate, keys);
    }

    /** PEM of the authority's certificate. */
    get certificate(): string {
        return this.certificateOfAuthority.toString("pem");
    }

    /** What a TLS server shows to a client that asked for this host name, or for none. */
    certificateFor(hostName = "localhost"): Promise<Certificate> {
        let certificate = this.issued.get(hostName);
        if (certificate === undefined) {
            certificate = this.issue(hostName);
            this.issued.set(hostName, certificate);
        }
        return certificate;
    }

    /** A new certificate for a host name and for this machine. */
    async issue(hostName: string, { notBefore, notAfter } = validity()): Promise<Certificate> {
        const keys = await newKeys();
        const names = new Set([hostName, "localhost"]);
        const leaf = await x509.X509CertificateGenerator.create({
            serialNumber: serialNumber(),
            subject: `CN=${hostName}`,
            issuer: this.certificateOfAuthority.subject,
            notBefore,
            notAfter,
            signingAlgorithm: ALGORITHM,
            publicKey: keys.publicKey,
            signingKey: this.keys.privateKey,
            extensions: [
                new x509.BasicConstraintsExtension(false, undefined, true),
                new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
                new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
                new x509.SubjectAlternativeNameExtension([
                    { type: "ip", value: "127.0.0.1" },
                    ...[...names].map((value) => ({ type: "dns" as const, value })),
                ]),
                await x509.AuthorityKeyIdentifierExtension.create(this.keys.publicKey),
            ],
        });
        return inPem(leaf, keys);
    }
}

/** A certificate that no authority has signed. */
export async function selfSigned(hostName: string): Promise<Certificate> {
    x509.cryptoProvider.set(webcrypto as unknown as Crypto);
    const keys = await newKeys();
    const certificate = await x509.X509CertificateGenerator.createSelfSigned({
        serialNumber: serialNumber(),
        name: `CN=${hostName}`,
        ...validity(),
        signingAlgorithm: ALGORITHM,
        keys,
        extensions: [new x509.SubjectAlternativeNameExtension([{ type: "dns", value: hostName }])],
    });
    return inPem(certificate, keys);
}

async function inPem(
    certificate: x509.X509Certificate,
    keys: webcrypto.CryptoKeyPair,
): Promise<Certificate> {
    const key = await webcrypto.subtle.exportKey("pkcs8", keys.privateKey);
    return {
        cert: certificate.toString("pem"),
        key: x509.PemConverter.encode(key, "PRIVATE KEY"),
    };
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
    return webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
}

function validity(): { notBefore: Date; notAfter: Date } {
    const now = Date.now();
    return { notBefore: new Date(now - DAY), notAfter: new Date(now + 30 * DAY) };
}

/** Positive, and 16 bytes at most, as the standard asks. */
function serialNumber(): string {
    const bytes = webcrypto.getRandomValues(new Uint8Array(16));
    bytes[0] &= 0x7f;
    bytes[0] |= 0x01;
    return Buffer.from(bytes).toString("hex");
}
