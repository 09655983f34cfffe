import type { Quota } from "./quota";

/** What accounts have been given beside the standard quotas. */
export class QuotaState {
    private readonly granted = new Map<string, number>();

    /** Gives an account more or less of something than others have; what it has already stays. */
    grant(accountId: string, quota: Quota, limit: number): void {
        this.granted.set(key(accountId, quota), limit);
    }

    limit(accountId: string, quota: Quota): number {
        return this.granted.get(key(accountId, quota)) ?? quota.standard;
    }
}

function key(accountId: string, { productCode, name }: Quota): string {
    return `${accountId} ${productCode} ${name}`;
}
