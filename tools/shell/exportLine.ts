/** A line with which a POSIX shell exports a variable, whatever its value. */
export function exportLine(name: string, value: string): string {
    return `export ${name}=${quoted(value)}`;
}

/** The same for a folder that comes before those in which the shell looks for programs. */
export function pathLine(folder: string): string {
    return `export PATH=${quoted(folder)}:"$PATH"`;
}

/** A text as one word of a shell, in which nothing is expanded. */
export function quoted(text: string): string {
    return `'${text.replaceAll("'", `'\\''`)}'`;
}
