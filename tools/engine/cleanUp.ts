/**
 * Runs `clean` once: when the returned function is called or, where another part of the program
 * ends the process first, on exit.
 */
export function cleanUpOnce(clean: () => void): () => void {
    const once = () => {
        process.removeListener("exit", once);
        clean();
    };
    process.once("exit", once);
    return once;
}
