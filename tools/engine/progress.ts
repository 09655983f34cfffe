/**
 * Takes the engine's news. A line with `alive` set only says that the running step is still at
 * work; it comes every second and replaces the one before it.
 */
export type Progress = (line: string, alive?: boolean) => void;

const secondsBetweenPrintedSigns = 15;

/**
 * Shows progress: on a terminal signs of life overwrite one line, elsewhere one is printed now and
 * then.
 */
export function terminalProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
    let overwritten = false;
    let printedAt = Date.now();
    return (line, alive = false) => {
        if (stream.isTTY) {
            const shown = alive ? line.slice(0, Math.max(20, stream.columns - 1)) : line;
            stream.write(`${overwritten ? "\r\u001b[K" : ""}${shown}${alive ? "" : "\n"}`);
            overwritten = alive;
            return;
        }
        const now = Date.now();
        if (!alive || now - printedAt >= secondsBetweenPrintedSigns * 1000) {
            stream.write(`${line}\n`);
            printedAt = now;
        }
    };
}

/** Runs `work` and says once a second what `describe` has to say, with the time that has passed. */
export async function withSignsOfLife<T>(
    progress: Progress,
    describe: () => string,
    work: () => Promise<T>,
): Promise<T> {
    const start = Date.now();
    const timer = setInterval(
        () => progress(`  ${duration((Date.now() - start) / 1000)}  ${describe()}`, true),
        1000,
    );
    try {
        return await work();
    } finally {
        clearInterval(timer);
    }
}

export function duration(seconds: number): string {
    const whole = Math.round(seconds);
    return whole < 60
        ? `${whole} s`
        : `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
}
