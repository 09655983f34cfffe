const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Lets `work` put things in order when the process is interrupted, then passes the signal on: to
 * the program's other listeners if it has any, else to the default, which ends the process.
 */
export async function orderlyOnInterrupt<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    let received: NodeJS.Signals | undefined;
    const onSignal = (signal: NodeJS.Signals) => {
        received ??= signal;
        controller.abort(new Error(`The engine's build was interrupted (${signal}).`));
    };
    signals.forEach((signal) => process.on(signal, onSignal));
    try {
        return await work(controller.signal);
    } finally {
        signals.forEach((signal) => process.removeListener(signal, onSignal));
        if (received !== undefined && process.listenerCount(received) === 0) {
            process.kill(process.pid, received);
        }
    }
}
