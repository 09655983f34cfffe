/** What the tests use of @20minutes/s3rver, which comes without types. */
declare module "@20minutes/s3rver" {
    interface Options {
        readonly address: string;
        /** The system picks one for 0. */
        readonly port: number;
        readonly silent: boolean;
        /** Where the objects are kept. */
        readonly directory: string;
        readonly configureBuckets: readonly {
            readonly name: string;
            readonly configs: readonly string[];
        }[];
    }

    export default class S3rver {
        constructor(options: Options);
        run(): Promise<{ readonly port: number }>;
        close(): Promise<void>;
    }
}
