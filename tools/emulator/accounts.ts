/** What a call is signed with: the access key of an account, of a RAM user or of temporary credentials. */
export interface AccessKey {
    /** The account's UID: 16 digits, kept as text because it exceeds what some clients hold in a number. */
    readonly accountId: string;
    readonly accessKeyId: string;
    readonly accessKeySecret: string;
    /** Of temporary credentials. */
    readonly securityToken?: string;
}

/** An account of the cloud, with its own access key, which may do everything. */
export interface Account extends AccessKey {
    /** PrivateLink must be activated once in an account before its first use. */
    readonly privateLinkOpened: boolean;
}

/** Two accounts, for the two sides of a connection. Their secrets open nothing but the emulator. */
export const DEFAULT_ACCOUNTS: readonly [Account, Account] = [
    {
        accountId: "1000000000000001",
        accessKeyId: "emulator-provider",
        accessKeySecret: "emulator-provider-secret",
        privateLinkOpened: true,
    },
    {
        accountId: "1000000000000002",
        accessKeyId: "emulator-consumer",
        accessKeySecret: "emulator-consumer-secret",
        privateLinkOpened: true,
    },
];
