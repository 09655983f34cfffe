import type { Readable } from "node:stream";

/** What of an output is kept (DescribeInvocationResults, Dropped): 24 KB from its start. */
const MOST_KEPT = 24 * 1024;

/** Collects the bytes of an output, of which the first are kept and the others counted. */
export class ScriptOutput {
    private readonly chunks: Buffer[] = [];
    private keptBytes = 0;
    private droppedBytes = 0;

    collect(stream: Readable): void {
        stream.on("data", (chunk: Buffer) => {
            const kept = chunk.subarray(0, MOST_KEPT - this.keptBytes);
            this.chunks.push(kept);
            this.keptBytes += kept.length;
            this.droppedBytes += chunk.length - kept.length;
        });
    }

    get kept(): Buffer {
        return Buffer.concat(this.chunks);
    }

    get dropped(): number {
        return this.droppedBytes;
    }
}
