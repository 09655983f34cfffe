/** The package has no types of its own in its files. */
declare module "@alicloud/pop-core" {
    interface Config {
        accessKeyId: string;
        accessKeySecret: string;
        endpoint: string;
        apiVersion: string;
    }
    export default class RPCClient {
        constructor(config: Config);
        request<T = unknown>(
            action: string,
            parameters: Record<string, unknown>,
            options?: Record<string, unknown>,
        ): Promise<T>;
    }
}
