import type { Certificate } from "../certificates";
import type { Cloud } from "../cloud";
import type { ApplicationLoadBalancer } from "../products/alb/state";
import type { NetworkLoadBalancer } from "../products/nlb/state";
import type { ClassicLoadBalancer } from "../products/slb/state";
import * as application from "./applicationLoadBalancers";
import * as classic from "./classicLoadBalancers";
import {
    type Connected,
    type Connection,
    errorResponse,
    type HttpRequest,
    type HttpResponse,
    REFUSED,
    type Reply,
} from "./connection";
import { HealthMonitor } from "./healthMonitor";
import * as network from "./networkLoadBalancers";
import type { Pool } from "./pools";
import { Scheduling } from "./scheduling";

/** The listeners of all load balancers: to whom they give a connection, and what they know of their servers. */
export class Listeners {
    readonly health = new HealthMonitor();
    private readonly scheduling: Scheduling;
    /** How many requests each listener has forwarded, for the turns of its server groups. */
    private readonly forwarded = new Map<string, number>();

    constructor(private readonly cloud: Cloud) {
        this.scheduling = new Scheduling(() => cloud.clock.now());
    }

    /** Without a listener nobody answers at the port; the load balancer itself does, with a refusal. */
    connectToClassic(
        loadBalancer: ClassicLoadBalancer,
        port: number,
        clientAddress: string,
    ): Connection {
        const listener = classic.runningListener(loadBalancer, port);
        if (listener === undefined) {
            return REFUSED;
        }
        const redirectedTo = classic.redirection(listener);
        if (redirectedTo !== undefined) {
            return answering("http", (request) => redirect(request, redirectedTo));
        }
        const pool = classic.classicPool(this.cloud, loadBalancer, listener);
        if (listener.protocol === "tcp") {
            const target = this.choose(pool, clientAddress);
            return target === undefined
                ? REFUSED
                : classic.withPreamble(target.connect(), listener);
        }
        const seconds = Number(listener.attributes["RequestTimeout"]);
        return answering(
            listener.protocol === "https" ? "https" : "http",
            (request) => this.forward(pool, clientAddress, request, seconds),
            this.certificateOf(listener.attributes["ServerCertificateId"]),
        );
    }

    connectToApplication(
        loadBalancer: ApplicationLoadBalancer,
        port: number,
        clientAddress: string,
    ): Connection {
        const listener = application.runningListener(this.cloud, loadBalancer, port);
        if (listener === undefined) {
            return REFUSED;
        }
        return answering(
            listener.protocol === "HTTPS" ? "https" : "http",
            (request) => {
                const pools = application.applicationPools(this.cloud, loadBalancer, listener);
                const turn = this.forwarded.get(listener.id) ?? 0;
                this.forwarded.set(listener.id, turn + 1);
                const pool = pools[turn % pools.length];
                return this.forward(pool, clientAddress, request, listener.settings.requestTimeout);
            },
            this.certificateOf(listener.settings.certificateIds[0]),
        );
    }

    /** On layer 4 the client has the server's outcome for its own, and its bytes arrive as they are. */
    connectToNetwork(
        loadBalancer: NetworkLoadBalancer,
        port: number,
        client: network.NetworkClient,
    ): Connection {
        const listener = network.runningListener(this.cloud, loadBalancer, port, client);
        if (listener === undefined) {
            return REFUSED;
        }
        const pool = network.networkPool(this.cloud, loadBalancer, listener, {
            ...client,
            listenedPort: port,
        });
        const connection = this.choose(pool, client.address)?.connect() ?? REFUSED;
        if (connection.outcome !== "connected") {
            return connection;
        }
        const preamble = network.preambleOf(listener, client, port);
        const send: Connected["send"] = (request) => connection.send(request, preamble);
        return listener.protocol === "TCPSSL"
            ? answering("https", send, this.certificateOf(listener.settings.certificateIds[0]))
            : { ...connection, send };
    }

    private certificateOf(id: unknown): Certificate | undefined {
        return typeof id === "string" ? this.cloud.serverCertificates.of(id) : undefined;
    }

    /** One round of the health checks of every running listener. */
    checkHealth(): void {
        const { slb, alb, nlb } = this.cloud;
        const pools = slb.loadBalancers
            .all()
            .flatMap((loadBalancer) =>
                loadBalancer.listeners
                    .filter(({ status }) => status === "running")
                    .map((listener) => classic.classicPool(this.cloud, loadBalancer, listener)),
            );
        const applicationPools = alb.listeners.all().flatMap((listener) => {
            const loadBalancer = alb.loadBalancers.get(listener.loadBalancerId);
            return loadBalancer === undefined || listener.status !== "Running"
                ? []
                : application.applicationPools(this.cloud, loadBalancer, listener);
        });
        const networkPools = nlb.listeners.all().flatMap((listener) => {
            const loadBalancer = nlb.loadBalancers.get(listener.loadBalancerId);
            return loadBalancer === undefined || listener.status !== "Running"
                ? []
                : network.networkPool(this.cloud, loadBalancer, listener);
        });
        // Listeners of one load balancer can share a group, whose servers are checked once.
        const distinct = new Map(
            [...applicationPools, ...networkPools].map((pool) => [pool.key, pool]),
        );
        this.health.checkAll([...pools, ...distinct.values()]);
    }

    private choose(pool: Pool, address: string, request?: HttpRequest) {
        return this.scheduling.choose(pool, this.health.healthyTargets(pool), { address, request });
    }

    /** On layer 7 the client is connected already: what goes wrong behind the listener is a page for it. */
    private forward(
        pool: Pool,
        clientAddress: string,
        request: HttpRequest,
        timeoutSeconds: number,
    ): Reply {
        const target = this.choose(pool, clientAddress, request);
        if (target === undefined) {
            return immediately(503, "Service Temporarily Unavailable");
        }
        const connection = target.connect();
        switch (connection.outcome) {
            case "connected":
                return answered(connection.send(request));
            case "refused":
                return immediately(502, "Bad Gateway");
            case "dropped":
                return {
                    response: errorResponse(504, "Gateway Time-out"),
                    afterMilliseconds: timeoutSeconds * 1000,
                };
        }
    }
}

function answering(
    speaks: Connected["speaks"],
    send: Connected["send"],
    certificate?: Certificate,
): Connected {
    return { outcome: "connected", speaks, send, certificate };
}

/** On layer 7 a server that closes the connection is a page for the client, too. */
function answered(reply: Reply): Reply {
    return reply.response === undefined ? immediately(502, "Bad Gateway") : reply;
}

function immediately(status: number, reason: string): Reply & { response: HttpResponse } {
    return { response: errorResponse(status, reason), afterMilliseconds: 0 };
}

function redirect({ headers, target }: HttpRequest, port: number): Reply {
    const host = (headers.get("host") ?? "").replace(/:\d+$/, "");
    const { response, afterMilliseconds } = immediately(301, "Moved Permanently");
    const location = `https://${host}${port === 443 ? "" : `:${port}`}${target}`;
    return {
        response: { ...response, headers: [...response.headers, ["Location", location]] },
        afterMilliseconds,
    };
}
