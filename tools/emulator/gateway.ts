import type { Account } from "./accounts";
import { type ApiError, notFound } from "./apiError";
import { Authenticator } from "./authentication";
import type {
    Action,
    Answer,
    Call,
    AnswerInterceptor,
    Interceptor,
    Parameter,
    Product,
} from "./call";
import type { CallRecord } from "./callRecord";
import { ErrorCodes } from "./errorCodes";
import type { FaultName } from "./faults/catalogue";
import type { Faults, MetFault } from "./faults/plan";
import { foldParameters } from "./foldParameters";
import { Idempotency } from "./idempotency";
import { newRequestId } from "./identifiers";
import { refuse } from "./invented";
import { publishMistake } from "./mistakes";
import { ApiModel } from "./models";
import { authorize } from "./ram/authorize";
import { arnOf, type RamState } from "./ram/state";
import { DEFAULT_REGION_ID, findRegion, regionOfHost } from "./regions";
import { readRequest, type FlatRequest, type WireRequest } from "./request";
import { Deliberate, deliberately, vetted } from "./vetting";

export interface GatewayOptions {
    readonly accounts: readonly Account[];
    readonly ram: RamState;
    readonly products: readonly Product[];
    readonly now: () => Date;
    readonly faults: Faults;
    readonly intercept?: Interceptor;
    readonly interceptAnswer?: AnswerInterceptor;
    readonly onCall: (record: CallRecord) => void;
}

export interface WireAnswer {
    readonly status: number;
    readonly body: Record<string, unknown>;
    /** Where the connection ends in place of bringing the whole answer. */
    readonly disconnected?: "request" | "middle" | "answer";
}

interface Entry {
    readonly product: Product;
    readonly model: ApiModel;
    readonly errorCodes: ErrorCodes;
}

/** What is known of a call so far; whatever happens to it, that much is recorded. */
interface Progress {
    accountId?: string;
    caller?: string;
    regionId?: string;
    product?: string;
    action?: string;
    parameters: Readonly<Record<string, Parameter>>;
    unknownParameters: readonly string[];
    fault?: FaultName;
}

/** The one place that every call passes, from the wire to the product's action and back. */
export class Gateway {
    private readonly entries: ReadonlyMap<string, Entry>;
    private readonly authenticator: Authenticator;
    private readonly idempotency = new Idempotency();

    constructor(private readonly options: GatewayOptions) {
        this.authenticator = new Authenticator(options.accounts, options.ram, options.now);
        this.entries = index(options.products);
    }

    async answer(wire: WireRequest): Promise<WireAnswer> {
        const time = this.options.now();
        const started = performance.now();
        const requestId = newRequestId();
        const progress: Progress = { parameters: {}, unknownParameters: [] };
        const answer = await this.attempt(wire, requestId, progress);
        const { status, body } = answer;
        const record = {
            ...progress,
            time,
            requestId,
            status,
            ...(status === 200 || answer.disconnected !== undefined
                ? {}
                : { code: String(body.Code), message: String(body.Message) }),
            milliseconds: Math.round(performance.now() - started),
        };
        publishMistake(record);
        this.options.onCall(record);
        return answer;
    }

    private async attempt(
        wire: WireRequest,
        requestId: string,
        progress: Progress,
    ): Promise<WireAnswer> {
        try {
            const request = readRequest(wire);
            const { call, action, entry, met } = this.prepare(request, requestId, progress);
            await deliberately(() => this.options.intercept?.(call));
            const disconnected = met?.effect.kind === "disconnected" ? met.effect.at : undefined;
            if (disconnected === "request") {
                return { status: 0, body: {}, disconnected };
            }
            const answer = await this.options.faults.act(call, met?.effect, () =>
                this.idempotency.once(call, () => action(call)),
            );
            const body = checked(call, entry.model, answer);
            return {
                status: 200,
                body: this.options.interceptAnswer?.(call, body) ?? body,
                disconnected,
            };
        } catch (error) {
            const refusal = this.refusalOf(error, progress);
            return {
                status: refusal.status,
                body: {
                    RequestId: requestId,
                    HostId: wire.headers.host ?? "",
                    Code: refusal.code,
                    Message: refusal.message,
                    Recommend: adviceOn(refusal, requestId, this.nameOfProduct(wire, progress)),
                    ...refusal.details,
                },
            };
        }
    }

    /** Every refusal passes here, wherever in the emulator it comes from. */
    private refusalOf(error: unknown, { product, action }: Progress): ApiError {
        const entry = [...this.entries.values()].find((each) => each.product.name === product);
        return vetted(entry?.errorCodes ?? ErrorCodes.ofGateway, action, error);
    }

    /** What is known of the product while the sender is not. */
    private nameOfProduct(wire: WireRequest, { product }: Progress): string {
        const version =
            wire.headers["x-acs-version"] ??
            /(?:^|[?&])Version=([\d-]+)/.exec(
                `${wire.target}&${wire.body.toString("latin1")}`,
            )?.[1];
        return product ?? this.entries.get(String(version))?.product.name ?? "";
    }

    private prepare(
        request: FlatRequest,
        requestId: string,
        progress: Progress,
    ): { call: Call; action: Action; entry: Entry; met: MetFault | undefined } {
        const sent = this.authenticator.authenticate(request);
        progress.accountId = sent.account.accountId;
        progress.caller = arnOf(sent.account.accountId, sent.principal);
        progress.action = sent.action;
        const entry = this.entries.get(sent.version);
        if (entry === undefined) {
            throw refuse(
                "unsupportedVersion",
                `The emulator has no product with the version ${sent.version}, asked for the action ${sent.action}.`,
            );
        }
        const { product, model } = entry;
        progress.product = product.name;
        const name = actionName(product, sent.action);
        if (name === undefined) {
            throw refuse(
                "unsupportedAction",
                `The emulator does not implement the action ${sent.action} of ${product.name}, version ${product.version}.`,
            );
        }
        progress.action = name;
        const met = this.options.faults.next({
            product: product.name,
            action: name,
            account: sent.account,
        });
        progress.fault = met?.name;
        if (met?.effect.kind === "refused") {
            // Before anything in the call is looked at.
            progress.parameters = Object.fromEntries(sent.parameters);
            throw new Deliberate(met.effect.refusal);
        }
        const requestModel = model.request(name);
        if (requestModel === undefined) {
            throw new Error(`the API model of ${product.name} lacks the action ${name}`);
        }
        const { parameters, unknownNames } = foldParameters(
            product.name,
            requestModel,
            sent.parameters,
        );
        progress.parameters = parameters;
        progress.unknownParameters = unknownNames.filter((name) => name !== "RegionId");
        const regionId = regionOf(request, sent.parameters.get("RegionId"), () =>
            product.regionOf?.({ action: name, parameters }),
        );
        progress.regionId = regionId;
        const call: Call = {
            product: product.name,
            action: name,
            requestId,
            account: sent.account,
            principal: sent.principal,
            regionId,
            host: request.host,
            parameters,
        };
        authorize(call);
        return { call, action: product.actions[name], entry, met };
    }
}

/** The action under the product's spelling; clients write UntagResources with a capital T as well. */
function actionName({ actions }: Product, sent: string): string | undefined {
    return Object.keys(actions).find((name) => name.toLowerCase() === sent.toLowerCase());
}

function index(products: readonly Product[]): Map<string, Entry> {
    const entries = new Map<string, Entry>();
    for (const product of products) {
        if (entries.has(product.version)) {
            throw new Error(`Two products have the version ${product.version}`);
        }
        entries.set(product.version, {
            product,
            model: ApiModel.load(product.name, product.version),
            errorCodes: ErrorCodes.load(product.name, product.version),
        });
    }
    return entries;
}

function regionOf(
    { host }: FlatRequest,
    parameter: string | undefined,
    ofResource: () => string | undefined,
): string {
    const regionId = Boolean(parameter)
        ? (parameter as string)
        : (regionOfHost(host) ?? ofResource() ?? DEFAULT_REGION_ID);
    if (findRegion(regionId) === undefined) {
        throw notFound(
            "InvalidRegionId.NotFound",
            "The RegionId provided does not exist in our records.",
        );
    }
    return regionId;
}

/** The answer as it goes over the wire, and only if it is of the form that the cloud's clients expect. */
function checked(call: Call, model: ApiModel, answer: Answer): Record<string, unknown> {
    const body = JSON.parse(JSON.stringify({ ...answer, RequestId: call.requestId })) as Record<
        string,
        unknown
    >;
    const violations = model.violations(call.action, body);
    if (violations.length > 0) {
        throw refuse(
            "modelViolation",
            `The emulator's answer to ${call.product}.${call.action} does not fit the API model: ${violations.join("; ")}`,
            500,
        );
    }
    return body;
}

/** Where the cloud explains a refusal: a page of its troubleshooting. */
function adviceOn({ code }: ApiError, requestId: string, product: string): string {
    const name = product === "" ? "" : (product[0]?.toUpperCase() ?? "") + product.slice(1);
    const query = new URLSearchParams({ q: code, product: name, requestId });
    return `https://api.aliyun.com/troubleshoot?${query}`;
}
