import { execFileSync } from "node:child_process";

/**
 * What a shell is left with that takes a command's output as it is, `eval "$(command)"`.
 *
 * @param environment the variables of the shell before it; no others are there
 * @returns its variables, and what it wrote meanwhile
 */
export function evaluate(
    output: string,
    environment: Record<string, string> = {},
): { readonly variables: Record<string, string>; readonly said: string } {
    const print = `process.stdout.write("|" + JSON.stringify(process.env))`;
    const script = `eval "$1" 2>&1 && exec "$2" -e "$3"`;
    const printed = execFileSync(
        "/bin/sh",
        ["-euc", script, "sh", output, process.execPath, print],
        {
            encoding: "utf8",
            env: environment,
        },
    );
    const end = printed.indexOf("|{");
    // The shell sets one of its own.
    const { PWD: _folder, ...exported } = JSON.parse(printed.slice(end + 1)) as Record<
        string,
        string
    >;
    return { variables: exported, said: printed.slice(0, end) };
}
