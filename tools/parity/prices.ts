import type { ParityCall, PricedResource } from "./call";

/** Prices per hour in CNY; an hour that has begun is paid for whole. */
export const PRICES: Readonly<
    Record<
        PricedResource,
        { readonly name: string; readonly perHour: number; readonly source: string }
    >
> = {
    clb: {
        name: "a CLB, without traffic",
        perHour: 0.147,
        source: "https://help.aliyun.com/zh/slb/classic-load-balancer/product-overview/pay-as-you-go-billing-for-clb",
    },
    endpointZone: {
        name: "a zone of an endpoint, without traffic",
        perHour: 0.07,
        source: "https://help.aliyun.com/en/privatelink/private-link-billing-description",
    },
};

const MILLISECONDS_PER_HOUR = 3_600_000;

/**
 * What these calls create costs at most, in CNY, if it is deleted within this time: a clock hour is paid for whole, so a run
 * that passes a full hour pays for two.
 */
export function highestCost(calls: readonly ParityCall[], milliseconds: number): number {
    const hours = Math.ceil(milliseconds / MILLISECONDS_PER_HOUR) + 1;
    return calls.reduce((sum, { costs }) => sum + (costs ? PRICES[costs].perHour * hours : 0), 0);
}

export function yuan(amount: number): string {
    return `CNY ${amount.toFixed(2)}`;
}
