/** How often the plugin checks whether its parent still runs, in milliseconds. */
const CHECK_INTERVAL_MILLISECONDS = 5_000;

/**
 * Ends the plugin soon after its parent, which is Pulumi's CLI or its language host, has ended.
 *
 * The CLI usually ends its plugins. It leaves them behind when it is killed, and sometimes when a run fails. Pulumi's
 * plugins in Go check every five minutes whether their engine is still there; its Node runtime does not.
 */
export function endWithParent(): void {
    const parent = process.ppid;
    setInterval(() => {
        if (process.ppid !== parent) {
            process.exit();
        }
    }, CHECK_INTERVAL_MILLISECONDS).unref();
}
