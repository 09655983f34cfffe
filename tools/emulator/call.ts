import type { Account } from "./accounts";
import type { Principal } from "./ram/state";

/** A parameter of a call after the flat `Key.1.Sub` form has been folded up and typed by the API model. */
export type Parameter = string | number | boolean | Parameter[] | { [name: string]: Parameter };

/**
 * One call of an action, authenticated and with its parameters checked against the API model.
 * An empty string counts as absent: the provider sends them for what was not set.
 */
export interface Call {
    readonly product: string;
    readonly action: string;
    readonly requestId: string;
    readonly account: Account;
    /** Who of the account makes the call. */
    readonly principal: Principal;
    /**
     * From the parameter `RegionId`, else from the host name the client meant to reach, else where the resource
     * is that the call names, else the default.
     */
    readonly regionId: string;
    /** The host name and port that the client sent the call to. */
    readonly host: string;
    readonly parameters: Readonly<Record<string, Parameter>>;
}

/** The fields of a successful answer, without `RequestId`, which is added to every answer in one place. */
export type Answer = Record<string, unknown>;

export type Action = (call: Call) => Answer | Promise<Answer>;

/** A product of the cloud: the version in a request selects it, the action's name selects the function. */
export interface Product {
    readonly name: string;
    readonly version: string;
    readonly actions: Readonly<Record<string, Action>>;
    /**
     * Where the resource is that a call without a region names. In the cloud the host name says it; a client that
     * was pointed at another address leaves it open.
     */
    readonly regionOf?: (call: Pick<Call, "action" | "parameters">) => string | undefined;
}

/** Whether an action only reads, by its name. */
export function isRead(action: string): boolean {
    return /^(Describe|List|Get|Query|Check)/.test(action);
}

/** Runs before every action: it may wait, or refuse the call by throwing an ApiError. */
export type Interceptor = (call: Call) => Promise<void> | void;

/** Runs after every action that succeeds: gives the answer back, or another one in its place. */
export type AnswerInterceptor = (call: Call, answer: Answer) => Answer;
