import type { StateResource } from "../../diagram";
import { breakable, type Html, html } from "./html";
import type { SeenStack } from "./record";

/** The resources of each stack, those of a component below it; shown at once where `open`. */
export function stackTables(stacks: readonly SeenStack[], open: boolean): Html {
    return html`<details${open ? " open" : ""}>
        <summary>${stacks.length} stacks: ${stacks.map(({ title }) => title).join(", ")}</summary>
        <div class="stacks">${stacks.map(stackTable)}</div>
    </details>`;
}

function stackTable({ title, accountId, state }: SeenStack): Html {
    const rows = rowsBelow(undefined, state.resources);
    return html`<section>
        <h4>${title}</h4>
        <p>${state.project}/${state.stack}, account ${accountId}: ${rows.length} resources</p>
        <table>
            <thead>
                <tr>
                    <th scope="col">Resource</th>
                    <th scope="col">Name</th>
                    <th scope="col">Id</th>
                </tr>
            </thead>
            <tbody>
                ${rows.map(
                    ({ resource: { type, name, id }, depth }) =>
                        html`<tr>
                            <td class="depth-${depth}">${breakable(kind(type))}</td>
                            <td>${breakable(name)}</td>
                            <td>${breakable(id || "a component")}</td>
                        </tr>`,
                )}
            </tbody>
        </table>
    </section>`;
}

interface Row {
    readonly resource: StateResource;
    readonly depth: number;
}

/** Resources without the engine's own: the stack itself, providers and references. */
function rowsBelow(parent: string | undefined, resources: readonly StateResource[]): Row[] {
    const ids = new Set(resources.filter(isShown).map(({ urn }) => urn));
    const below = (above: string | undefined, depth: number): Row[] =>
        resources
            .filter(isShown)
            .filter((each) => (ids.has(each.parent ?? "") ? each.parent : undefined) === above)
            .sort((one, other) => (one.urn < other.urn ? -1 : 1))
            .flatMap((resource) => [{ resource, depth }, ...below(resource.urn, depth + 1)]);
    return below(parent, 0);
}

function isShown({ type }: StateResource): boolean {
    return !type.startsWith("pulumi:");
}

/** `alicloud:slb/listener:Listener` as `slb.Listener`, a component as its class. */
function kind(type: string): string {
    const [, module = "", className = ""] = type.split(":");
    const [product] = module.split("/");
    return product === "index" ? className : `${product}.${className}`;
}
