import { drawArrows } from "./drawArrows";
import type {
    Account,
    Endpoint,
    EndpointInterface,
    EndpointService,
    InboundRule,
    LoadBalancer,
    Network,
    OpenPort,
    Part,
    Server,
    Vpc,
    Vswitch,
} from "./network";
import { type Box, type BoxKind, boxId, type Picture } from "./picture";

/** Draws a network: what stands where, and the way from the clients to the backend servers. */
export function drawPicture(network: Network): Picture {
    const names = network.services.map(({ name }) => name);
    return {
        title: `Private access to ${names.join(", ") || "a service"}`,
        description: describe(network),
        boxes: network.accounts
            .map((account) => accountBox(account, network))
            .filter(({ children }) => children.length > 0),
        arrows: drawArrows(network),
    };
}

function accountBox(account: Account, network: Network): Box {
    const of = <T extends Part>(parts: readonly T[]): T[] =>
        parts.filter((part) => part.account === account.key);
    const vpcIds = new Set(network.vpcs.map(({ id }) => id));
    const vswitchIds = new Set(network.vswitches.map(({ id }) => id));
    const services = of(network.services);
    const endpoints = of(network.endpoints);
    const roles = [
        ...(endpoints.length > 0 ? ["consumer"] : []),
        ...(services.length > 0 ? ["owner of the service"] : []),
    ];
    return {
        ...box("account", account.key, "Account", account.accountId ?? account.key),
        lines: roles.length > 0 ? [roles.join(" and ")] : [],
        details: account.stacks.map((stack) => `Stack ${stack}`),
        children: [
            ...of(network.vpcs).map((vpc) => vpcBox(vpc, network)),
            // What stands in no VPC that is known stands in its account.
            ...endpoints.filter(({ vpcId }) => !vpcIds.has(vpcId)).map(endpointBox),
            ...services.map(serviceBox),
            ...of(network.loadBalancers)
                .filter(
                    (loadBalancer) =>
                        !vpcIds.has(loadBalancer.vpcId ?? "") &&
                        !vswitchIds.has(loadBalancer.vswitchIds[0]),
                )
                .map(loadBalancerBox),
            ...of(network.servers)
                .filter(({ vswitchId }) => !vswitchIds.has(vswitchId))
                .map((server) => serverBox(server, network)),
        ],
    };
}

function vpcBox(vpc: Vpc, network: Network): Box {
    const vswitches = network.vswitches.filter(({ vpcId }) => vpcId === vpc.id);
    const zoneIds = [...new Set(vswitches.map(({ zoneId }) => zoneId))].sort();
    return {
        ...partBox("vpc", "VPC", vpc),
        lines: present(vpc.cidrBlock, idOf(vpc)),
        children: [
            ...zoneIds.map((zoneId) => ({
                ...box("zone", `${vpc.id}/${zoneId}`, "Zone", zoneId),
                children: vswitches
                    .filter((vswitch) => vswitch.zoneId === zoneId)
                    .map((vswitch) => vswitchBox(vswitch, network)),
            })),
            ...network.endpoints.filter(({ vpcId }) => vpcId === vpc.id).map(endpointBox),
            ...network.loadBalancers.filter(({ vpcId }) => vpcId === vpc.id).map(loadBalancerBox),
        ],
    };
}

function vswitchBox(vswitch: Vswitch, network: Network): Box {
    const here = ({ vswitchId }: { readonly vswitchId: string }) => vswitchId === vswitch.id;
    return {
        ...partBox("vswitch", "vSwitch", vswitch),
        lines: present(vswitch.cidrBlock, idOf(vswitch)),
        children: [
            ...network.servers.filter(here).map((server) => serverBox(server, network)),
            ...network.endpoints.flatMap(({ interfaces }) =>
                interfaces.filter(here).map(interfaceBox),
            ),
            // One that stands in several vSwitches stands in their VPC.
            ...network.loadBalancers
                .filter(
                    ({ vpcId, vswitchIds }) => vpcId === undefined && vswitchIds[0] === vswitch.id,
                )
                .map(loadBalancerBox),
        ],
    };
}

function serverBox(server: Server, { loadBalancers, endpoints }: Network): Box {
    const isBackend = loadBalancers.some(({ backends }) =>
        backends.some(({ serverId }) => serverId === server.id),
    );
    const isClient = endpoints.some(({ vpcId }) => vpcId === server.vpcId);
    const role = isBackend ? ", backend" : isClient ? ", client" : "";
    return {
        ...partBox("server", `ECS instance${role}`, server),
        lines: present(server.address, idOf(server)),
    };
}

function interfaceBox({ id, address, eniId }: EndpointInterface): Box {
    return {
        ...box("interface", id, "Network interface", address || "Address not known"),
        lines: present(eniId),
    };
}

function endpointBox(endpoint: Endpoint): Box {
    return {
        ...partBox("endpoint", "Endpoint", endpoint),
        lines: present(idOf(endpoint), ...letsIn(endpoint.rules)),
        details: present(endpoint.domain),
    };
}

/** What comes from where, by range. */
function letsIn(rules: readonly InboundRule[]): string[] {
    const byRange = new Map<string, string[]>();
    const ordered = [...rules].sort((one, other) => (one.cidrBlock < other.cidrBlock ? -1 : 1));
    for (const { cidrBlock, protocol, ports } of ordered) {
        byRange.set(cidrBlock, [
            ...(byRange.get(cidrBlock) ?? []),
            [protocol, ports].filter(Boolean).join(" "),
        ]);
    }
    return [...byRange].flatMap(([cidrBlock, open]) => [
        `accepts ${open.sort().reverse().join(", ")}`,
        `from ${cidrBlock}`,
    ]);
}

function serviceBox(service: EndpointService): Box {
    const zoneIds = new Set(service.attachments.map(({ zoneId }) => zoneId));
    return {
        ...partBox("service", "Endpoint service", service),
        lines: present(
            idOf(service),
            ...[...zoneIds].sort().map((zoneId) => `in zone ${zoneId}`),
            service.ports.length > 0 ? `offers ${service.ports.map(portText).join(", ")}` : "",
            acceptanceText(service),
            ...service.allowedAccountIds.map((id) => `whitelist: account ${id}`),
        ),
        details: present(service.serviceName),
    };
}

function acceptanceText({ acceptanceRequired }: EndpointService): string {
    if (acceptanceRequired === undefined) {
        return "";
    }
    return acceptanceRequired ? "accepts connections by hand" : "accepts every connection";
}

function loadBalancerBox(loadBalancer: LoadBalancer): Box {
    const { kind, address, listeners, zoneIds } = loadBalancer;
    return {
        ...partBox("loadBalancer", kind, loadBalancer),
        lines: present(
            address,
            idOf(loadBalancer),
            ...listeners.map(
                ({ protocol, port, backendPort }) =>
                    `listens at ${protocol} ${port}${backendPort === undefined ? "" : ` → ${backendPort}`}`,
            ),
        ),
        details: present(zoneIds.length > 0 ? `Zones ${zoneIds.join(", ")}` : ""),
    };
}

function portText({ protocol, port }: OpenPort): string {
    return `${protocol} ${port}`;
}

function partBox(kind: BoxKind, caption: string, part: Part): Box {
    const notes = { made: "", read: ", existing", named: ", not in these stacks" };
    return {
        ...box(kind, part.id, `${caption}${notes[part.origin]}`, part.name),
        foreign: part.origin !== "made",
    };
}

function box(kind: BoxKind, id: string, caption: string, title: string): Box {
    return {
        id: boxId(kind, id),
        kind,
        caption,
        title,
        lines: [],
        details: [],
        foreign: false,
        children: [],
    };
}

/** The id, where it is not already the name. */
function idOf({ id, name }: Part): string {
    return id === name ? "" : id;
}

function present(...lines: readonly string[]): string[] {
    return lines.filter((line) => line !== "");
}

function describe({ connections, endpoints, services }: Network): string {
    const nameOf = (parts: readonly Part[], id: string) =>
        parts.find((part) => part.id === id)?.name ?? id;
    const sentences = connections.map(
        ({ endpointId, serviceId, description }) =>
            `Endpoint ${nameOf(endpoints, endpointId)} to service ${nameOf(services, serviceId)}: ${description}.`,
    );
    return sentences.join(" ") || "No endpoint of a service.";
}
