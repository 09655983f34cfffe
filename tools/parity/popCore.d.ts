/** The package has no types of its own in its files. */
declare module "@alicloud/pop-core" {
    interface Config {
        accessKeyId: string;
        accessKeySecret: string;
        securityToken?: string;
        endpoint: string;
        apiVersion: string;
    }
    export default class RPCClient {
        /** With `verbose`, a call's result is the answer's body and the exchange that it came in. */
        constructor(config: Config, verbose?: boolean);
        request<T = unknown>(
            action: string,
            parameters: Record<string, unknown>,
            options?: Record<string, unknown>,
        ): Promise<T>;
    }
}
