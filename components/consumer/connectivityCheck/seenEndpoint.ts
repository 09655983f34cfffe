import { ENDPOINT_HEADER } from "./script";
import type { CheckSpecification } from "./specification";

type Expected = Pick<CheckSpecification, "endpointId" | "consumerIdentity">;

/** Why the endpoint that a backend saw is not the one that the request came through, and what to do about it. */
export function seenEndpointProblem(
    { endpointId, consumerIdentity }: Expected,
    seenEndpointId: string,
): string | undefined {
    if (!consumerIdentity || seenEndpointId === endpointId) {
        return undefined;
    }
    return seenEndpointId === ""
        ? `the backend does not say which endpoint it saw: the header ${ENDPOINT_HEADER} of its response is missing or empty; ask the owner of the service whether consumerIdentity is on and whether the servers answer with the header`
        : `the backend says that it saw endpoint ${seenEndpointId}, but the request came through ${endpointId}; what reads the identity on the servers is wrong, or something else answers for them`;
}

/** What the summary of a check says of the consumer's identity. */
export function seenEndpointSummary({ endpointId, consumerIdentity }: Expected): string {
    return consumerIdentity ? ` The backend servers saw endpoint ${endpointId}.` : "";
}
