/** How much of something an account may have, as Quota Center lists it. */
export interface Quota {
    /** The product's code in Quota Center. */
    readonly productCode: string;
    /** What the product's documentation calls it, for instance `pvl_quota_total_epsrv`. */
    readonly name: string;
    /** QuotaActionCode. */
    readonly code: string;
    readonly description: string;
    /** What an account has that was not given anything else. */
    readonly standard: number;
}
