import type { Certificate } from "./certificates";

/**
 * What is behind the ids of server certificates. No product here takes an upload, so a test says it; an id that
 * nothing was said of stands for a certificate that no authority has signed.
 */
export class ServerCertificates {
    private readonly known = new Map<string, Certificate>();

    /** Says which certificate an id stands for, from the next connection on. */
    put(id: string, certificate: Certificate): void {
        this.known.set(id, certificate);
    }

    of(id: string): Certificate | undefined {
        return this.known.get(id);
    }
}
