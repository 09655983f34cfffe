import { DEFAULT_ACCOUNTS, type Account } from "./accounts";
import type { AnswerInterceptor, Interceptor, Product } from "./call";
import type { CallRecord } from "./callRecord";
import { CertificateAuthority } from "./certificates";
import { Cloud, type InventoryEntry } from "./cloud";
import { DataPlane } from "./dataplane";
import { Faults, type FaultPlan } from "./faults/plan";
import { Gateway } from "./gateway";
import { Scripts } from "./instance/scripts";
import { allProducts } from "./products";
import { Server } from "./server";

export type { AccessKey, Account } from "./accounts";
export { DEFAULT_ACCOUNTS } from "./accounts";
export { ApiError } from "./apiError";
export type { AnswerInterceptor, Call, Interceptor } from "./call";
export { FAULT_NAMES, FAULTS, type FaultName } from "./faults/catalogue";
export { parseFaults } from "./faults/parseFaults";
export type { FaultPlan, FaultRule, Turns } from "./faults/plan";
export { callLine, type CallRecord } from "./callRecord";
export type { InventoryEntry } from "./cloud";
export { needsOf, type NeedingCall, ramAction } from "./ram/needs";
export { parsePolicy, type Policy } from "./ram/policy";
export type { RamRole, RamUser, RoleSession } from "./ram/state";

export interface EmulatorOptions {
    /** The port on loopback; the system picks one for 0, the default. */
    readonly port?: number;
    readonly accounts?: readonly Account[];
    /** How long a change of state takes. */
    readonly transitionMilliseconds?: number;
    /** How long after a load balancer its managed security group is still there; as a change of state by default. */
    readonly cleanupMilliseconds?: number;
    /**
     * Whether an endpoint service can be deleted while load balancers are attached. The API's documents say no,
     * tests of the provider with NLBs say yes. True by default.
     */
    readonly deletesServicesWithResources?: boolean;
    /**
     * Whether an endpoint service can be deleted while endpoints are left that are not connected; their connections are
     * then `ServiceDeleted`. The API has the status, and does not say how it is reached. False by default.
     */
    readonly deletesServicesWithDisconnectedEndpoints?: boolean;
    /**
     * Whether a second endpoint of a service in the same VPC is refused with `EndpointDuplicated`. The API has the code,
     * and does not say what counts as the same endpoint. False by default.
     */
    readonly oneEndpointForServiceAndVpc?: boolean;
    readonly intercept?: Interceptor;
    readonly interceptAnswer?: AnswerInterceptor;
    /** What goes wrong, and how often. Nothing by default. */
    readonly faults?: FaultPlan;
    readonly onCall?: (record: CallRecord) => void;
}

export interface Emulator {
    readonly host: "127.0.0.1";
    readonly port: number;
    /** Host and port, as the `endpoints` of a provider take them. */
    readonly endpoint: string;
    /** PEM of the authority that signed this run's certificates, for `SSL_CERT_FILE` and the like. */
    readonly certificate: string;
    readonly accounts: readonly Account[];
    readonly cloud: Cloud;
    readonly products: readonly Product[];
    /** What goes wrong; can be changed at any time. */
    readonly faults: Faults;
    /** Every call so far, in the order in which they were answered. */
    readonly calls: readonly CallRecord[];
    inventory(): InventoryEntry[];
    stop(): Promise<void>;
}

/** The provider's setting `endpoints`, as JSON: the emulator in place of every product that it has. */
export function providerEndpoints({ endpoint, products }: Emulator): string {
    return JSON.stringify([Object.fromEntries(products.map(({ name }) => [name, endpoint]))]);
}

export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
    const { transitionMilliseconds = 50, cleanupMilliseconds = transitionMilliseconds } = options;
    const cloud = new Cloud({
        transitionMilliseconds,
        cleanupMilliseconds,
        deletesServicesWithResources: options.deletesServicesWithResources ?? true,
        deletesServicesWithDisconnectedEndpoints:
            options.deletesServicesWithDisconnectedEndpoints ?? false,
        oneEndpointForServiceAndVpc: options.oneEndpointForServiceAndVpc ?? false,
    });
    const dataPlane = new DataPlane(cloud);
    const scripts = new Scripts(dataPlane);
    const products = allProducts(cloud, dataPlane.health, scripts);
    const accounts = options.accounts ?? DEFAULT_ACCOUNTS;
    const calls: CallRecord[] = [];
    const faults = new Faults(cloud, options.faults);
    const gateway = new Gateway({
        accounts,
        ram: cloud.ram,
        products,
        now: () => cloud.clock.now(),
        faults,
        intercept: options.intercept,
        interceptAnswer: options.interceptAnswer,
        onCall: (record) => {
            calls.push(record);
            options.onCall?.(record);
        },
    });
    const authority = await CertificateAuthority.create();
    dataPlane.start();
    const server = await Server.create(gateway, authority);
    const port = await server.listen(options.port ?? 0);
    return {
        host: "127.0.0.1",
        port,
        endpoint: `127.0.0.1:${port}`,
        certificate: authority.certificate,
        accounts,
        cloud,
        products,
        faults,
        calls,
        inventory: () => cloud.inventory(),
        stop: async () => {
            await server.stop();
            cloud.clock.stop();
            await scripts.stop();
        },
    };
}
