import { certificatesIn } from "../../preflight/rules/connectivity";
import { CONNECTED, type CheckSpecification, targetsOf } from "./specification";

/** Time limits for resolving a name, connecting, and a whole request. */
const LOOKUP_SECONDS = 5;
const CONNECT_SECONDS = 3;
const FETCH_SECONDS = 5;

/** Exit codes of curl for a certificate that it refuses; before 7.62, one for another name is 51. */
export const CERTIFICATE_REFUSED: readonly number[] = [51, 60];

/** How much of a backend's response is read. */
const ANSWER_BYTES = 300;

/** The header of a response in which a backend says which endpoint it saw. */
export const ENDPOINT_HEADER = "PrivateLink-Endpoint-Id";

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
    const { port, protocol, serverName, path, timeoutSeconds } = specification;
    const scheme = protocol === "https" ? "https" : "http";
    const probes = targetsOf(specification).map(({ domain, status }, index) => {
        // Do not retry a zone whose connection is not accepted: no traffic can pass.
        const seconds = status === CONNECTED ? timeoutSeconds : 0;
        const url = `${scheme}://${serverName ?? domain}:${port}${path}`;
        const values = [index, quoted(domain), quoted(url), seconds];
        // The request is for the name, and the connection goes to the target.
        const connection = serverName && quoted(`${serverName}:${port}:${domain}:${port}`);
        return `probe ${[...values, ...(connection ? ["--connect-to", connection] : [])].join(" ")} &`;
    });
    return `#!/bin/sh
# Checks the endpoint ${inComment(specification.endpointId)}${earlier === "" ? "" : `, again after ${inComment(earlier)}`}.
LC_ALL=C
export LC_ALL
folder=$(mktemp -d) || exit 0
trap 'rm -rf "$folder"' EXIT
start=$(date +%s)
${authorities(specification)}probe() {
    index=$1 domain=$2 url=$3 seconds=$4
    shift 4
    while :; do
        addresses=$(timeout ${LOOKUP_SECONDS} getent ahostsv4 "$domain" 2>/dev/null | awk '{print $1}' | sort -u | tr '\\n' ',')
        : > "$folder/$index.body"
        : > "$folder/$index.headers"
        seen=$(curl -sS${trust(specification)} --noproxy '*' --connect-timeout ${CONNECT_SECONDS} --max-time ${FETCH_SECONDS} \\
            -o "$folder/$index.body" -D "$folder/$index.headers" "$@" \\
            -w '%{http_code}|%{time_namelookup}|%{time_connect}' "$url" 2>"$folder/$index.error")
        code=$?
        status=\${seen%%|*}
        if [ "$code" -eq 0 ] && [ "\${status:-0}" -lt 500 ]; then break; fi
        # A certificate is the same the next time.
        case $code in ${CERTIFICATE_REFUSED.join(" | ")}) break ;; esac
        if [ $(( $(date +%s) - start )) -ge "$seconds" ]; then break; fi
        sleep 1
    done
    size=$(wc -c < "$folder/$index.body" | tr -d ' ')
    answer=$(head -c ${ANSWER_BYTES} "$folder/$index.body" | base64 | tr -d '\\n')
    said=$(head -n 1 "$folder/$index.error" | head -c ${ANSWER_BYTES} | base64 | tr -d '\\n')
    endpoint=$(awk 'tolower($1) == "${ENDPOINT_HEADER.toLowerCase()}:" { id = $2 } END { print id }' "$folder/$index.headers" | head -c ${ANSWER_BYTES} | base64 | tr -d '\\n')
    printf '${LINE_PREFIX}|%s|%s|%s|%s|%s|%s|%s|%s\\n' "$index" "$addresses" "$code" "$seen" "$size" "$answer" "$said" "$endpoint" > "$folder/$index.row"
}
${probes.join("\n")}
wait
cat "$folder"/*.row
exit 0
`;
}

/** Whether curl verifies certificates, and which authorities it trusts. */
function trust({ serverName, caCertificate }: CheckSpecification): string {
    if (serverName === undefined) {
        return " -k";
    }
    return caCertificate === undefined ? "" : ` --cacert "$folder/authorities.pem"`;
}

/** Writes the certificates of the authorities to a file. Nothing in them means anything to the shell. */
function authorities({ caCertificate }: CheckSpecification): string {
    return caCertificate === undefined
        ? ""
        : `cat > "$folder/authorities.pem" <<'END_OF_CERTIFICATES'\n${certificatesIn(caCertificate).join("\n")}\nEND_OF_CERTIFICATES\n`;
}

/** Removes line breaks, which would start another line of the script; it runs as root. */
function inComment(id: string): string {
    return id.replace(/[^\x21-\x7e]/g, "");
}

function quoted(text: string): string {
    return `'${text.replaceAll("'", "'\\''")}'`;
}
