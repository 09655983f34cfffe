import { CONNECTED, type Question, targetsOf } from "./specification";

/** How long a name may take to resolve, and a connection to be made. */
const LOOKUP_SECONDS = 5;
const CONNECT_SECONDS = 3;
const FETCH_SECONDS = 5;

/** More of a backend's answer is not read. */
const ANSWER_BYTES = 300;

/** What begins a line of the script's findings. */
export const MARK = "connectivity";

/** The longest that the script takes: its last attempt begins before the time given is over. */
export function scriptSeconds({ timeoutSeconds }: Pick<Question, "timeoutSeconds">): number {
    return timeoutSeconds + LOOKUP_SECONDS + FETCH_SECONDS + 5;
}

/**
 * The POSIX shell script that a client runs. All targets are tried at the same time, each until it
 * answers or the time is over. It always exits with 0, since an invocation that fails shows nothing of
 * what it found; the findings are one line for each target.
 *
 * @param earlier id of the last run that found something wrong, which makes this another script
 */
export function scriptOf(question: Question, earlier: string): string {
    const { port, protocol, path, timeoutSeconds } = question;
    const scheme = protocol === "https" ? "https" : "http";
    const probes = targetsOf(question).map(({ domain, status }, index) => {
        // Nothing comes to flow through a zone that nobody has let in.
        const seconds = status === CONNECTED ? timeoutSeconds : 0;
        const url = `${scheme}://${domain}:${port}${path}`;
        return `probe ${index} ${quoted(domain)} ${quoted(url)} ${seconds} &`;
    });
    return `#!/bin/sh
# Checks the endpoint ${inComment(question.endpointId)}${earlier === "" ? "" : `, again after ${inComment(earlier)}`}.
LC_ALL=C
export LC_ALL
folder=$(mktemp -d) || exit 0
trap 'rm -rf "$folder"' EXIT
start=$(date +%s)
probe() {
    while :; do
        addresses=$(timeout ${LOOKUP_SECONDS} getent ahostsv4 "$2" 2>/dev/null | awk '{print $1}' | sort -u | tr '\\n' ',')
        : > "$folder/$1.body"
        seen=$(curl -s -k --noproxy '*' --connect-timeout ${CONNECT_SECONDS} --max-time ${FETCH_SECONDS} \\
            -o "$folder/$1.body" \\
            -w '%{http_code}|%{time_namelookup}|%{time_connect}' "$3" 2>/dev/null)
        code=$?
        status=\${seen%%|*}
        if [ "$code" -eq 0 ] && [ "\${status:-0}" -lt 500 ]; then break; fi
        if [ $(( $(date +%s) - start )) -ge "$4" ]; then break; fi
        sleep 1
    done
    size=$(wc -c < "$folder/$1.body" | tr -d ' ')
    answer=$(head -c ${ANSWER_BYTES} "$folder/$1.body" | base64 | tr -d '\\n')
    printf '${MARK}|%s|%s|%s|%s|%s|%s\\n' "$1" "$addresses" "$code" "$seen" "$size" "$answer" > "$folder/$1.row"
}
${probes.join("\n")}
wait
cat "$folder"/*.row
exit 0
`;
}

/** A line break in an id would begin a line of the script, which runs as root. */
function inComment(id: string): string {
    return id.replace(/[^\x21-\x7e]/g, "");
}

function quoted(text: string): string {
    return `'${text.replaceAll("'", "'\\''")}'`;
}
