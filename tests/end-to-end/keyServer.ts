import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

import type { SecretsProvider } from "../../tools/demo/sandbox";

const CIPHER = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = "vault:v1:";

/** A server with a key that encrypts secrets of stacks. */
export interface KeyServer {
    readonly secretsProvider: SecretsProvider;
    close(): void;
}

/**
 * Serves encryption and decryption as Vault's transit engine does, for Pulumi's secrets provider `hashivault`.
 *
 * From a passphrase each command derives a key again, 0.2 s of the 0.53 s of processor time of a command without changes.
 */
export async function startKeyServer(): Promise<KeyServer> {
    const token = randomBytes(16).toString("hex");
    const transit = transitEngine();
    const server = createServer((request, response) => {
        void answer(request).then(({ status, body }) => {
            response.writeHead(status, { "content-type": "application/json" });
            response.end(JSON.stringify(body));
        });
    });
    const answer = async (request: IncomingMessage) => {
        const path = request.url ?? "";
        if (request.headers["x-vault-token"] !== token) {
            return { status: 403, body: { errors: ["permission denied"] } };
        }
        if (!Object.hasOwn(transit, path)) {
            return { status: 404, body: { errors: [] } };
        }
        return {
            status: 200,
            body: { data: transit[path]((await json(request)) as TransitRequest) },
        };
    };
    // Node would close a connection after 5 s at rest, maybe in the moment in which a client uses it again.
    server.keepAliveTimeout = 0;
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    // Where a sandbox cannot be opened, nobody closes it; it must not keep the process alive.
    server.unref();
    const { port } = server.address() as AddressInfo;
    return {
        secretsProvider: {
            url: "hashivault://stacks",
            environment: {
                VAULT_SERVER_URL: `http://127.0.0.1:${port}`,
                VAULT_SERVER_TOKEN: token,
            },
        },
        close() {
            server.close();
            server.closeAllConnections();
        },
    };
}

/** What Vault takes: bytes in base64 to encrypt, or what it has encrypted. */
interface TransitRequest {
    readonly plaintext: string;
    readonly ciphertext: string;
}

/** The engine's answers by their paths. */
function transitEngine(): Readonly<Record<string, (request: TransitRequest) => object>> {
    const key = randomBytes(32);
    return {
        "/v1/transit/encrypt/stacks": ({ plaintext }) => {
            const nonce = randomBytes(NONCE_BYTES);
            const cipher = createCipheriv(CIPHER, key, nonce);
            const encrypted = [cipher.update(plaintext, "base64"), cipher.final()];
            const sealed = Buffer.concat([nonce, ...encrypted, cipher.getAuthTag()]);
            return { ciphertext: `${VERSION}${sealed.toString("base64")}` };
        },
        "/v1/transit/decrypt/stacks": ({ ciphertext }) => {
            const sealed = Buffer.from(ciphertext.slice(VERSION.length), "base64");
            const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE_BYTES));
            decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
            const decrypted = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES));
            return { plaintext: Buffer.concat([decrypted, decipher.final()]).toString("base64") };
        },
    };
}
