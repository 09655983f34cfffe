import type { Connection, HttpRequest } from "./connection";

/** A server that a listener can send connections to. */
export interface Target {
    readonly key: string;
    readonly weight: number;
    /** To the server's own port, or to another one. */
    connect(port?: number): Connection;
}

export interface HealthCheck {
    /** Undefined for the server's own port. */
    readonly port: number | undefined;
    /** Undefined where a connection alone shows that the server is up. */
    readonly http: { readonly request: HttpRequest; readonly codes: readonly string[] } | undefined;
    /** How many results in a row it takes to change the server's state. */
    readonly healthyThreshold: number;
    readonly unhealthyThreshold: number;
}

/** The servers among which a listener chooses, and how it does. */
export interface Pool {
    readonly key: string;
    readonly targets: readonly Target[];
    /** Undefined while health checks are off: then every server counts as healthy. */
    readonly healthCheck: HealthCheck | undefined;
    /** In turn by weight, in turn without it, or by a hash of what the client is or asks for. */
    readonly scheduler: "weighted" | "in turn" | "client address" | { readonly parameter: string };
    /** For how long a client keeps its server; 0 for not at all. */
    readonly persistenceSeconds: number;
}
