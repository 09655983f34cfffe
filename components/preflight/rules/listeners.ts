import { port as portRule } from "./numbers";
import { between, repeated, type Rule, valueRule } from "./rule";
import { aList } from "./values";

export const listenersGiven: Rule<readonly unknown[]> = valueRule({
    title: "Listeners of a new load balancer",
    prevents: "A load balancer that cannot be reached.",
    source: "CreateLoadBalancerTCPListener of CLB, CreateListener of ALB",
    wrong: [],
    allowed: (listeners) =>
        Array.isArray(listeners) && listeners.length > 0
            ? undefined
            : "A new load balancer needs at least one listener.",
});

export const clbListenersDistinct: Rule<
    readonly { readonly port: number; readonly protocol: string }[]
> = between({
    title: "Ports of a CLB's listeners",
    prevents: "A second listener that the cloud refuses to make.",
    source: "CreateLoadBalancerTCPListener of CLB: ListenerPort",
    wrong: [
        { port: 80, protocol: "tcp" },
        { port: 80, protocol: "tcp" },
    ],
    problem: (listeners) => {
        const [key] = repeated(listeners.map(({ port, protocol }) => `${protocol} port ${port}`));
        return key === undefined
            ? undefined
            : `${key} stands more than once. Each port takes one listener per transport protocol.`;
    },
});

export const albListenersDistinct: Rule<readonly number[]> = between({
    title: "Ports of an ALB's listeners",
    prevents: "A second listener that the cloud refuses to make.",
    source: "CreateListener of ALB: ListenerPort",
    wrong: [80, 80],
    problem: (ports) => {
        const [port] = repeated(ports);
        return port === undefined
            ? undefined
            : `port ${port} stands more than once. Use each port once.`;
    },
});

/** A property, given or not, of a listener that speaks a protocol. */
interface OfProtocol {
    readonly protocol: string;
    readonly given: boolean;
}

export const certificateForHttps: Rule<OfProtocol> = between({
    title: "Certificate of a listener",
    prevents: "A listener that the cloud refuses to make.",
    source: "CreateLoadBalancerHTTPSListener of CLB: ServerCertificateId; CreateListener of ALB: Certificates",
    wrong: { protocol: "https", given: false },
    problem: ({ protocol, given }) => {
        const isHttps = protocol.toLowerCase() === "https";
        if (isHttps === given) {
            return undefined;
        }
        return isHttps
            ? "is missing. An HTTPS listener needs one."
            : `is given for the protocol "${protocol}". Only an HTTPS listener takes one.`;
    },
});

export const onlyForHttps: Rule<OfProtocol> = between({
    title: "Security policy of a listener",
    prevents: "A setting that the cloud refuses.",
    source: "CreateListener of ALB: SecurityPolicyId",
    wrong: { protocol: "HTTP", given: true },
    problem: ({ protocol, given }) =>
        given && protocol.toLowerCase() !== "https"
            ? `is given for the protocol "${protocol}". Only an HTTPS listener takes one.`
            : undefined,
});

export const onlyForLayer4: Rule<OfProtocol> = between({
    title: "Persistence of a listener",
    prevents: "A setting that the provider leaves out without a word.",
    source: "CreateLoadBalancerTCPListener and UDPListener of CLB: PersistenceTimeout",
    wrong: { protocol: "http", given: true },
    problem: ({ protocol, given }) =>
        given && !isLayer4(protocol)
            ? `is given for the protocol "${protocol}". Only TCP and UDP listeners take it.`
            : undefined,
});

export const schedulerOfProtocol: Rule<{
    readonly scheduler: string | undefined;
    readonly protocol: string;
}> = between({
    title: "Scheduler of a listener",
    prevents: "A listener that the cloud refuses to make.",
    source: "CreateLoadBalancerHTTPListener of CLB: Scheduler",
    wrong: { scheduler: "sch", protocol: "http" },
    problem: ({ scheduler, protocol }) =>
        scheduler === "sch" && !isLayer4(protocol)
            ? `found "sch". An ${protocol.toUpperCase()} listener cannot use it; take "wrr", "rr" or "wlc".`
            : undefined,
});

export const healthCheckSwitch: Rule<{
    readonly enabled: boolean | undefined;
    readonly protocol: string;
}> = between({
    title: "Health check of a TCP or UDP listener",
    prevents:
        "A switch that does nothing: UDP is always checked, and the provider keeps that of TCP to itself.",
    source: "CreateLoadBalancerUDPListener of CLB; alicloud provider 1.285.0: slb.Listener healthCheck",
    wrong: { enabled: false, protocol: "tcp" },
    problem: ({ enabled, protocol }) =>
        enabled === false && isLayer4(protocol)
            ? `found false. The health check of a ${protocol.toUpperCase()} listener cannot be switched off.`
            : undefined,
});

function isLayer4(protocol: string): boolean {
    return ["tcp", "udp"].includes(protocol);
}

/** A port of a service, as its owner says it. */
interface OfferedPort {
    port: number;
    protocol?: "tcp" | "udp";
}

export const servicePort: Rule<OfferedPort> = valueRule<OfferedPort>({
    title: "Ports that a service offers",
    prevents: "Consumers that open a port at which nothing can listen.",
    source: "CreateLoadBalancerTCPListener of CLB: ListenerPort",
    wrong: { port: 0 },
    allowed: (offered) =>
        portRule.problem(offered?.port) === undefined &&
        ["tcp", "udp"].includes(offered.protocol ?? "tcp")
            ? undefined
            : 'Allowed is a port from 1 to 65535 with the protocol "tcp" or "udp".',
});

export const everyServicePort: Rule<OfferedPort[]> = {
    ...servicePort,
    wrong: [{ port: 0 }],
    problem: (ports) =>
        aList.problem(ports) ?? ports.map((each) => servicePort.problem(each)).find(Boolean),
};

export const servicePorts: Rule<OfferedPort[]> = between({
    title: "Ports that a service offers, each once",
    prevents: "Rules of a consumer's security group that have one name.",
    source: "names of resources in Pulumi",
    wrong: [{ port: 443 }, { port: 443, protocol: "tcp" }],
    problem: (ports) => {
        const known = ports.filter(({ protocol = "tcp" }) => typeof protocol === "string");
        const [key] = repeated(known.map(({ port, protocol }) => `${protocol ?? "tcp"}-${port}`));
        return key === undefined
            ? undefined
            : `"${key}" stands more than once. Name each port once.`;
    },
});

export const healthCodes: Rule<string[]> = valueRule({
    title: "Answers that an ALB takes for healthy",
    prevents: "A server group that the cloud refuses to make.",
    source: "CreateServerGroup of ALB: HealthCheckConfig.HealthCheckCodes",
    wrong: ["200"],
    allowed: (codes) =>
        Array.isArray(codes) &&
        codes.every(
            (code: unknown) =>
                typeof code === "object" ||
                (typeof code === "string" && /^http_[2-5]xx$/.test(code)),
        )
            ? undefined
            : 'Allowed are "http_2xx", "http_3xx", "http_4xx" and "http_5xx".',
});

export const serversDistinct: Rule<readonly unknown[]> = {
    title: "Servers of a load balancer, each once",
    prevents: "A server that is added once and removed twice.",
    source: "AddBackendServers of CLB; AddServersToServerGroup of ALB",
    wrong: ["i-1", "i-1"],
    problem: (servers) => {
        if (!Array.isArray(servers)) {
            return undefined;
        }
        // One that is known only later is still the same object; of one that is missing another rule tells.
        const again = servers.findIndex(
            (server, index) =>
                server !== undefined && server !== null && servers.indexOf(server) !== index,
        );
        const server: unknown = servers[again];
        if (again < 0) {
            return undefined;
        }
        const name = typeof server === "string" ? `"${server}"` : `the server of entry ${again}`;
        return `${name} stands more than once. Name each server once.`;
    },
};

export const serversOfOneKind: Rule<readonly { readonly byId: boolean }[]> = between({
    title: "Servers of an ALB, all of one kind",
    prevents: "A server group that the cloud refuses to make.",
    source: "CreateServerGroup of ALB: ServerGroupType",
    wrong: [{ byId: true }, { byId: false }],
    problem: (servers) =>
        new Set(servers.map(({ byId }) => byId)).size > 1
            ? "some have a serverId and some have not. Give it for all of them or for none."
            : undefined,
});

export const ownCookieTimeout: Rule<{ readonly next: string }> = between({
    title: "Timeout of a cookie of the application's own",
    prevents: "A setting that would be ignored.",
    source: "CreateServerGroup of ALB: StickySessionConfig.CookieTimeout",
    wrong: { next: "cookie" },
    problem: ({ next }) =>
        `is given together with ${next}. Only the load balancer's own cookie takes it; remove one of the two.`,
});

export const serversForListeners: Rule<unknown> = {
    title: "Servers of an ALB's listeners",
    prevents: "A listener that the cloud refuses to make.",
    source: "CreateListener of ALB: DefaultActions",
    wrong: undefined,
    problem: (serverGroup) =>
        typeof serverGroup === "object" && serverGroup !== null
            ? undefined
            : "is missing. Listeners need servers to forward to.",
};
