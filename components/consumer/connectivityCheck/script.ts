import { CONNECTED, type CheckSpecification, targetsOf } from "./specification";

/** Time limits for resolving a name, connecting, and a whole request. */
const LOOKUP_SECONDS = 5;
const CONNECT_SECONDS = 3;
const FETCH_SECONDS = 5;

/** How much of a backend's response is read. */
const ANSWER_BYTES = 300;

/** The prefix of each line of results. */
export const LINE_PREFIX = "connectivity";

/** The script's own limit: its last attempt starts before the time limit is over. */
export function scriptSeconds({
    timeoutSeconds,
}: Pick<CheckSpecification, "timeoutSeconds">): number {
    return timeoutSeconds + LOOKUP_SECONDS + FETCH_SECONDS + 5;
}

/**
 * The POSIX shell script that a client runs. It tries all targets at the same time, each until it responds or
 * the time is over. It always exits with 0, because a failed invocation has no output; the results are one
 * line per target.
 *
 * @param earlier id of the last failed run, which makes this another script
 */
export function scriptOf(specification: CheckSpecification, earlier: string): string {
    const { port, protocol, path, timeoutSeconds } = specification;
    const scheme = protocol === "https" ? "https" : "http";
    const probes = targetsOf(specification).map(({ domain, status }, index) => {
        // Do not retry a zone whose connection is not accepted: no traffic can pass.
        const seconds = status === CONNECTED ? timeoutSeconds : 0;
        const url = `${scheme}://${domain}:${port}${path}`;
        return `probe ${index} ${quoted(domain)} ${quoted(url)} ${seconds} &`;
    });
    return `#!/bin/sh
# Checks the endpoint ${inComment(specification.endpointId)}${earlier === "" ? "" : `, again after ${inComment(earlier)}`}.
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
    printf '${LINE_PREFIX}|%s|%s|%s|%s|%s|%s\\n' "$1" "$addresses" "$code" "$seen" "$size" "$answer" > "$folder/$1.row"
}
${probes.join("\n")}
wait
cat "$folder"/*.row
exit 0
`;
}

/** Removes line breaks, which would start another line of the script; it runs as root. */
function inComment(id: string): string {
    return id.replace(/[^\x21-\x7e]/g, "");
}

function quoted(text: string): string {
    return `'${text.replaceAll("'", "'\\''")}'`;
}
