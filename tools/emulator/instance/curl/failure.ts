/** A transfer that does not come about: curl's exit code and its sentence. */
export class CurlFailure extends Error {
    constructor(
        readonly exitCode: number,
        message: string,
    ) {
        super(message);
    }
}
