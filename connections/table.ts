import type { ListedEndpoint } from "../components/preflight/lookups/serviceEndpoints";

const HEADINGS = [
    "ENDPOINT",
    "OWNER",
    "VPC",
    "REGION",
    "ZONE",
    "LOAD BALANCER",
    "STATE",
    "SINCE (UTC)",
    "MBIT/S",
];

/** The endpoints as lines of text, one for each zone, and a last line with their number. */
export function tableOf(serviceId: string, endpoints: readonly ListedEndpoint[]): string {
    if (endpoints.length === 0) {
        return `${serviceId} has no endpoints.\n`;
    }
    const rows = [HEADINGS, ...endpoints.flatMap(rowsOf)];
    const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column].length)));
    const lines = rows.map((row) =>
        row
            .map((cell, column) => cell.padEnd(widths[column]))
            .join("  ")
            .trimEnd(),
    );
    return `${lines.join("\n")}\n\n${summaryOf(serviceId, endpoints)}\n`;
}

/** What belongs to the endpoint as a whole is only on the line of its first zone. */
function rowsOf(endpoint: ListedEndpoint): string[][] {
    const { endpointId, accountId, vpcId, regionId, zones, status, modifiedAt, bandwidth } =
        endpoint;
    const [first = ["-", "-"], ...others] = zones.map(({ zoneId, loadBalancerId }) => [
        zoneId,
        loadBalancerId || "-",
    ]);
    const when = modifiedAt === "" ? "-" : modifiedAt.replace("T", " ").replace("Z", "");
    const mbits = bandwidth === 0 ? "-" : String(bandwidth);
    return [
        [endpointId, accountId, vpcId, regionId, ...first, status, when, mbits],
        ...others.map((zone) => ["", "", "", "", ...zone, "", "", ""]),
    ];
}

function summaryOf(serviceId: string, endpoints: readonly ListedEndpoint[]): string {
    const accounts = new Set(endpoints.map(({ accountId }) => accountId)).size;
    const statuses = [...new Set(endpoints.map(({ status }) => status))].sort();
    const counts = statuses.map(
        (status) => `${endpoints.filter((each) => each.status === status).length} ${status}`,
    );
    return `${serviceId}: ${counted(endpoints.length, "endpoint")} of ${counted(accounts, "account")}: ${counts.join(", ")}`;
}

function counted(number: number, what: string): string {
    return `${number} ${what}${number === 1 ? "" : "s"}`;
}
