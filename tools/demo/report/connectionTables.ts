import { objects, text } from "../../diagram";
import { breakable, type Html, html } from "./html";
import type { SeenService, View } from "./record";

const CONSUMERS = "alicloud-privatelink:index:EndpointServiceConsumers";

const COLUMNS = [
    "Endpoint",
    "Owner",
    "VPC",
    "Region",
    "Zones",
    "Load balancers",
    "State",
    "Since (UTC)",
    "Mbit/s",
    "Why it is not connected",
] as const;

/** Who is connected to each service, or nothing where no service has endpoints. */
export function connectionTables({ services, stacks }: View): Html | undefined {
    const reasons = new Map(
        stacks
            .flatMap(({ state }) => state.resources)
            .filter(({ type }) => type === CONSUMERS)
            .flatMap(({ outputs }) => [...objects(outputs.waiting), ...objects(outputs.refused)])
            .map(({ endpointId, reason }) => [text(endpointId), text(reason)]),
    );
    const used = services.filter(({ endpoints }) => endpoints.length > 0);
    return used.length === 0
        ? undefined
        : html`<h4>Who is connected</h4>
              ${used.map((service) => connectionTable(service, reasons))}`;
}

function connectionTable(
    { serviceId, endpoints }: SeenService,
    reasons: ReadonlyMap<string, string>,
): Html {
    const connected = endpoints.filter(({ status }) => status === "Connected").length;
    const rows = [...endpoints]
        .sort((one, other) =>
            one.accountId + one.endpointId < other.accountId + other.endpointId ? -1 : 1,
        )
        .map((each) => [
            each.endpointId,
            each.accountId,
            each.vpcId,
            each.regionId,
            list(each.zones.map(({ zoneId }) => zoneId)),
            list(each.zones.map(({ loadBalancerId }) => loadBalancerId)),
            each.status,
            each.modifiedAt.replace("T", " ").replace("Z", ""),
            each.bandwidth === 0 ? "–" : String(each.bandwidth),
            (each.status === "Connected" ? undefined : reasons.get(each.endpointId)) ?? "–",
        ]);
    return html`<p>${serviceId}: ${endpoints.length} endpoints, ${connected} of them connected</p>
        <table class="connections">
            <thead>
                <tr>
                    ${COLUMNS.map((heading) => html`<th scope="col">${heading}</th>`)}
                </tr>
            </thead>
            <tbody>
                ${rows.map(
                    (cells) =>
                        html`<tr>
                            ${cells.map(
                                (cell, column) =>
                                    html`<td data-column="${COLUMNS[column]}">
                                        <span>${breakable(cell)}</span>
                                    </td>`,
                            )}
                        </tr>`,
                )}
            </tbody>
        </table>`;
}

function list(values: readonly string[]): string {
    return [...new Set(values.filter(Boolean))].join(", ") || "–";
}
