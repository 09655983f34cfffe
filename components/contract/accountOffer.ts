import type { EndpointServiceOffer } from "./contract";

/**
 * The offer for one account: the same, but it names no other account of the whitelist. For a stack that whitelists
 * an account of its own; an EndpointService has those of its own accounts as its output `accountOffers`.
 */
export function accountOffer(
    offer: EndpointServiceOffer,
    consumerAccountId: string,
): EndpointServiceOffer {
    const { allowedAccountIds: _, whitelistComplete: __, ...rest } = offer;
    return { ...rest, consumerAccountId };
}
