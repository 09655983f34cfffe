export function median(values: readonly number[]): number {
    return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
}

/** How many seconds something takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
    const startedAt = performance.now();
    await work();
    return (performance.now() - startedAt) / 1000;
}
