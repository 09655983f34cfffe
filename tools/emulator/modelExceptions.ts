/** A field of an answer that the provider reads although the official model lacks it or types it otherwise. */
export interface ModelException {
    readonly product: string;
    readonly action: string;
    /** The field in the answer: names joined by dots, `[]` for the items of an array, as in `Vpcs.Vpc[].Status`. */
    readonly path: string;
    readonly schema: Readonly<Record<string, unknown>>;
    /** Where the provider reads it: file and line of terraform-provider-alicloud 1.285.0. */
    readonly reason: string;
}

export const MODEL_EXCEPTIONS: readonly ModelException[] = [];
