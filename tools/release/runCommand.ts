/** Runs what a command line asks for; a failure is reported by its message and the exit code. */
export function runCommand(command: () => void | Promise<void>): void {
    Promise.resolve()
        .then(command)
        .catch((error: unknown) => {
            console.error(error instanceof Error ? error.message : error);
            process.exitCode = 1;
        });
}
