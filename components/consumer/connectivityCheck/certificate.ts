import { CERTIFICATE_REFUSED } from "./script";
import type { CheckSpecification } from "./specification";

type Trust = Pick<CheckSpecification, "protocol" | "port" | "serverName" | "caCertificate">;

/** What a check knows of the certificate after a request that ended with this exit code of curl. */
export function checkedCertificate({ protocol, serverName }: Trust, code?: number): string {
    if (protocol !== "https") {
        return "";
    }
    if (serverName === undefined || code === undefined) {
        return "not verified";
    }
    if (CERTIFICATE_REFUSED.includes(code)) {
        return "refused";
    }
    return code === 0 ? "verified" : "not verified";
}

/** Why the client refuses the certificate, and what to do about it, with what curl said. */
export function certificateProblem({ port, serverName, caCertificate }: Trust, said: string) {
    const [, problem] = PROBLEMS.find(([pattern]) => pattern.test(said)) ?? [];
    const authority =
        caCertificate === undefined
            ? "the client does not trust; if it is the right one, give its certificate as caCertificate"
            : "is not in caCertificate";
    const sentence = {
        expired: "has expired; the owner of the service must renew it",
        early: "is not valid yet; compare the clock of the client with the certificate",
        name: `is not for ${serverName}; use a name that it is for, or ask the owner of the service for one that is for this name`,
        authority: `is from an authority that ${authority}`,
        unknown: "cannot be verified",
    }[problem ?? "unknown"];
    return `that of port ${port} ${sentence} (${said || "curl did not say why"})`;
}

/** How curl says what is wrong, with OpenSSL and, on older systems, with NSS. */
const PROBLEMS = [
    [/has expired/i, "expired"],
    [/not yet valid|not active yet/i, "early"],
    [/subject name|does not match/i, "name"],
    [/self.signed|issuer|verify the first certificate/i, "authority"],
] as const;

/** What the summary of a check says of the certificate. */
export function certificateSummary({ protocol, serverName }: Trust): string {
    if (protocol !== "https") {
        return "";
    }
    return serverName === undefined
        ? " The certificate was not verified, because serverName is not set."
        : ` The certificate was verified for ${serverName}.`;
}
