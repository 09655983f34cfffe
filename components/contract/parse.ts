import type { z } from "zod";

import { CONTRACTS, type ContractName, factsOf } from "./description";
import type { EndpointRequest, EndpointServiceOffer } from "./contract";
import { CONTRACT_VERSION, READ_VERSIONS } from "./contractVersion";
import { nearestName } from "../shared/nearestName";

/** The contracts as values, by name. */
export interface ContractTypes {
    readonly offer: EndpointServiceOffer;
    readonly request: EndpointRequest;
}

/** What is wrong with a field. */
export interface Problem {
    /** Path of the field, for instance `ports[0].port`; empty for the contract as a whole. */
    readonly path: string;
    /** What is wrong, to follow the path; the start of a sentence. */
    readonly message: string;
}

/** A contract that could be read, or why it could not. */
export type Parsed<Name extends ContractName> =
    | { readonly contract: ContractTypes[Name] }
    | { readonly otherVersion: number }
    | {
          readonly problems: readonly Problem[];
          /** Why a text is not JSON, if that is the problem. */
          readonly jsonError?: string;
      };

/**
 * Reads a contract of any version that this package knows, with its fields in either spelling: `serviceId` or,
 * as Python writes it, `service_id`, or as JSON. The result is of this package's version; what an earlier one does not have is
 * absent.
 */
export function parseContract<Name extends ContractName>(name: Name, value: unknown): Parsed<Name> {
    if (typeof value === "string") {
        return parseJson(name, value);
    }
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
        return { problems: [{ path: "", message: `must be an object, the ${name} as a whole` }] };
    }
    const { shape } = CONTRACTS[name];
    const { fields, problems } = withCamelCaseNames(shape, value as Fields);
    if (problems.length === 0 && Object.values(fields).every((each) => each === undefined)) {
        // The engine gives a secret that it cannot decrypt as an empty object.
        const message = `has none of the fields of ${ARTICLES[name]} ${name}. It is another output, or a secret that this stack cannot decrypt`;
        return { problems: [{ path: "", message }] };
    }
    const { contractVersion: version } = fields;
    if (typeof version === "number" && !READ_VERSIONS.includes(version)) {
        // The rest may look as it likes in another version.
        return { otherVersion: version };
    }
    const result = CONTRACTS[name].safeParse(fields, { error: explain });
    const misspelt = misspeltFields(shape, value as Fields, fields);
    const malformed = (result.error?.issues ?? [])
        .map(({ path, message }) => ({ path: pathOf(path), message }))
        .filter(({ path }) => misspelt.every(({ meant }) => meant !== path));
    const all = [
        ...problems,
        ...misspelt.map(({ name: path, meant }) => ({
            path,
            message: `does not exist; use ${meant}`,
        })),
        ...malformed,
    ];
    return all.length === 0 && result.success
        ? { contract: asCurrentVersion(shape, result.data as ContractTypes[Name]) }
        : { problems: all };
}

const ARTICLES: Readonly<Record<ContractName, string>> = { offer: "an", request: "a" };

/** JSON may be older than the whitelist: an offer keeps its accounts, but they no longer count as all. */
function parseJson<Name extends ContractName>(name: Name, text: string): Parsed<Name> {
    let value: unknown;
    try {
        value = JSON.parse(text);
    } catch (error) {
        const { message: jsonError } = error as Error;
        const message = `must be an object or its JSON, which cannot be read: ${jsonError}`;
        return { problems: [{ path: "", message }], jsonError };
    }
    const parsed = parseContract(name, typeof value === "string" ? undefined : value);
    return "contract" in parsed && "whitelistComplete" in parsed.contract
        ? { contract: { ...parsed.contract, whitelistComplete: false } }
        : parsed;
}

type Fields = Readonly<Record<string, unknown>>;
type Shape = Readonly<Record<string, z.ZodType>>;

function withCamelCaseNames(shape: Shape, value: Fields) {
    const fields: Record<string, unknown> = {};
    const problems: Problem[] = [];
    for (const [name, schema] of Object.entries(shape)) {
        const spellings = new Set([name, inSnakeCase(name)]);
        const found = [...spellings].filter((each) => value[each] !== undefined);
        if (found.length > 1) {
            problems.push({
                path: name,
                message: `is given in both spellings, ${found.join(" and ")}; keep one of them`,
            });
        }
        const field = found[0] === undefined ? undefined : value[found[0]];
        // Some languages write what is absent as null.
        fields[name] = field === null && schema.safeParse(undefined).success ? undefined : field;
    }
    return { fields, problems };
}

/**
 * Fields that are not known are ignored, so that a later package may add some. But one that differs by a letter or two from a
 * field that is not there is a misspelt one, which would be as if it had not been given.
 */
function misspeltFields(shape: Shape, value: Fields, fields: Fields): Misspelt[] {
    const known = Object.keys(shape);
    const missing = known.filter((name) => fields[name] === undefined);
    const most = ({ length }: string) => Math.min(2, length / 3);
    return Object.keys(value).flatMap((name) => {
        const isKnown = known.some((each) => each === name || inSnakeCase(each) === name);
        const meant = isKnown ? undefined : nearestName(name, missing, most);
        return meant === undefined ? [] : [{ name, meant }];
    });
}

interface Misspelt {
    readonly name: string;
    readonly meant: string;
}

function inSnakeCase(name: string): string {
    return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Without what its version does not have, and of this package's version. */
function asCurrentVersion<Contract extends { readonly contractVersion: number }>(
    shape: Shape,
    contract: Contract,
): Contract {
    const known = Object.entries(contract).filter(
        ([name, value]) =>
            value !== undefined && factsOf(shape[name]).since <= contract.contractVersion,
    );
    return { ...Object.fromEntries(known), contractVersion: CONTRACT_VERSION } as Contract;
}

const EXPECTED: Readonly<Record<string, string>> = {
    string: "a string",
    number: "a number",
    boolean: "true or false",
    array: "a list",
    object: "an object",
};

/** What the schema has no words of its own for. */
function explain({ input, code, expected }: z.core.$ZodRawIssue): string | undefined {
    if (input === undefined) {
        return "is missing";
    }
    const allowed = EXPECTED[String(expected)];
    return code === "invalid_type" && allowed !== undefined
        ? `must be ${allowed}, and is ${kindOf(input)}`
        : undefined;
}

function kindOf(value: unknown): string {
    if (value === null || typeof value === "boolean") {
        return String(value);
    }
    const kind = Array.isArray(value) ? "array" : typeof value;
    return EXPECTED[kind] ?? `a ${kind}`;
}

function pathOf(path: readonly PropertyKey[]): string {
    return path
        .map((key, index) =>
            typeof key === "number" ? `[${key}]` : `${index > 0 ? "." : ""}${String(key)}`,
        )
        .join("");
}
