/** An account of the cloud. Whoever signs with its access key acts as its owner. */
export interface Account {
    /** The account's UID: 16 digits, kept as text because it exceeds what some clients hold in a number. */
    readonly accountId: string;
    readonly accessKeyId: string;
    readonly accessKeySecret: string;
    /** PrivateLink has to be opened once in an account before its first use. */
    readonly privateLinkOpened: boolean;
}
