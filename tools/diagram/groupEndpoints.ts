import type { Connection, ConnectionState, Endpoint, Network } from "./network";

/** How many endpoints of others a service has in a picture before they become one box. */
const MOST_DRAWN = 8;

/** Key of the account of a group whose endpoints have several. */
const SEVERAL = "other accounts";

const STATES: readonly ConnectionState[] = ["connected", "waiting", "disconnected"];

/**
 * The network with one box for the endpoints of a service that no stack has made, where there are many of them: how many,
 * of how many accounts, and how many are connected. A picture of each could not be read.
 */
export function groupEndpoints(network: Network): Network {
    return network.services.reduce((grouped, { id }) => groupOfService(grouped, id), network);
}

function groupOfService(network: Network, serviceId: string): Network {
    const connections = network.connections.filter((each) => each.serviceId === serviceId);
    const members = network.endpoints.filter(
        ({ id, origin }) =>
            origin === "named" && connections.some(({ endpointId }) => endpointId === id),
    );
    if (members.length <= MOST_DRAWN) {
        return network;
    }
    const isMember = (id: string) => members.some((member) => member.id === id);
    const accounts = new Set(members.map(({ account }) => account));
    const [only] = accounts;
    const account = accounts.size === 1 ? only : SEVERAL;
    const states = countedStates(connections.filter(({ endpointId }) => isMember(endpointId)));
    const group: Endpoint = {
        ...members[0],
        id: `endpoints of ${serviceId}`,
        name: [`${members.length} endpoints of ${counted(accounts.size)}`, ...states.texts].join(
            ", ",
        ),
        account,
        serviceId,
        domain: "",
        connectionStatus: "",
        interfaces: [],
    };
    const connection: Connection = {
        endpointId: group.id,
        serviceId,
        state: states.first,
        description: states.texts.join(", "),
    };
    const drawn = {
        ...network,
        endpoints: [...network.endpoints.filter(({ id }) => !isMember(id)), group],
        connections: [
            ...network.connections.filter(({ endpointId }) => !isMember(endpointId)),
            connection,
        ],
    };
    return { ...drawn, accounts: accountsOf(drawn, account) };
}

/** The states that there are, and how many connections have each. */
function countedStates(connections: readonly Connection[]) {
    const found = STATES.map((state) => ({
        state,
        number: connections.filter((each) => each.state === state).length,
    })).filter(({ number }) => number > 0);
    return {
        first: found[0].state,
        texts: found.map(({ state, number }) => `${number} ${state}`),
    };
}

/** The accounts that still have something in the picture, and that of the group. */
function accountsOf(network: Network, account: string): Network["accounts"] {
    const parts = [
        ...network.vpcs,
        ...network.vswitches,
        ...network.servers,
        ...network.loadBalancers,
        ...network.services,
        ...network.endpoints,
    ];
    const left = network.accounts.filter(
        ({ key, stacks }) => stacks.length > 0 || parts.some((part) => part.account === key),
    );
    return left.some(({ key }) => key === account) ? left : [...left, { key: account, stacks: [] }];
}

function counted(accounts: number): string {
    return accounts === 1 ? "1 account" : `${accounts} accounts`;
}
