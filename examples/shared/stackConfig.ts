import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";

/**
 * The config of a stack, read like `pulumi.Config`, which can take its place in a program of your own. Two things
 * are added. Maps and lists are merged into their defaults, entry by entry: `pulumi config set --path` creates a map
 * with only the entry that was set, which would replace a default in Pulumi.yaml as a whole. And keys that the
 * program does not read, such as misspelt ones, are rejected.
 */
export class StackConfig {
    private readonly config = new pulumi.Config();
    private readonly read = new Set<string>();

    require<Text extends string>(key: string): Text {
        return this.get<Text>(key) ?? missing(key);
    }

    get<Text extends string>(key: string): Text | undefined {
        this.read.add(key);
        return this.config.get<Text>(key);
    }

    requireNumber(key: string): number {
        return this.getNumber(key) ?? missing(key);
    }

    getNumber(key: string): number | undefined {
        const value = this.value(key);
        return value === undefined ? undefined : valid(key, aNumber, value);
    }

    requireBoolean(key: string): boolean {
        return this.getBoolean(key) ?? missing(key);
    }

    getBoolean(key: string): boolean | undefined {
        const value = this.value(key);
        return value === undefined ? undefined : valid(key, aFlag, value);
    }

    /** A list of texts, also where `config set --path` has written them as numbers. */
    texts(key: string): string[] | undefined {
        const value = this.value(key);
        return value === undefined ? undefined : valid(key, z.array(aText, A_LIST), value);
    }

    /** A list of objects, each merged into the default at the same index; the defaults if the list is empty. */
    list<Entry>(key: string, entry: z.ZodType<Entry>, defaults: readonly Entry[]): Entry[] {
        const entries = valid(key, z.array(entry, A_LIST), merged(defaults, this.value(key) ?? []));
        return entries.length === 0 ? [...defaults] : entries;
    }

    object<Value>(key: string, shape: z.ZodType<Value>): Value | undefined {
        const value = this.value(key);
        return value === undefined ? undefined : valid(key, shape, value);
    }

    /** Texts by name, for instance tags. */
    namedTexts(key: string): Record<string, string> {
        return this.entries(key, aText, {});
    }

    /** Entries by name: the defaults, changed and added to by what is set; `false` leaves a default out. */
    entries<Entry>(
        key: string,
        entry: z.ZodType<Entry>,
        defaults: Readonly<Record<string, Entry>>,
    ): Record<string, Entry> {
        const given = valid(
            key,
            z.record(z.string(), z.unknown(), { error: "It must be a map" }),
            this.value(key) ?? {},
        );
        const isLeftOut = (name: string) => given[name] === false || given[name] === null;
        for (const name of Object.keys(given).filter(isLeftOut)) {
            if (!Object.hasOwn(defaults, name)) {
                throw configError(
                    `${key}.${name}: found ${JSON.stringify(given[name])}, which leaves a default out, and those are ${listed(Object.keys(defaults))}. ` +
                        `Remove an entry of your own with "pulumi config rm --path ${key}.${name}".`,
                );
            }
        }
        return Object.fromEntries(
            [...new Set([...Object.keys(defaults), ...Object.keys(given)])]
                .filter((name) => !isLeftOut(name))
                .map((name) => [
                    name,
                    valid(
                        `${key}.${name}`,
                        entry,
                        Object.hasOwn(given, name)
                            ? merged(defaults[name], given[name])
                            : defaults[name],
                    ),
                ]),
        );
    }

    /** Rejects the keys of the project that have not been read by now. */
    rejectUnknownKeys(): void {
        const prefix = `${this.config.name}:`;
        const unknown = Object.keys(pulumi.runtime.allConfig())
            .filter((key) => key.startsWith(prefix))
            .map((key) => key.slice(prefix.length))
            .filter((key) => !this.read.has(key));
        if (unknown.length > 0) {
            throw configError(
                `Config: found ${listed(unknown)}, which this project does not read. It reads ${listed([...this.read])}. ` +
                    `Remove the key with "pulumi config rm ${unknown[0]}".`,
            );
        }
    }

    private value(key: string): unknown {
        this.read.add(key);
        const written = this.config.get(key);
        if (written === undefined) {
            return undefined;
        }
        try {
            return JSON.parse(written) as unknown;
        } catch {
            return written;
        }
    }
}

const A_LIST = { error: "It must be a list" };

export const aNumber = z.number({ error: "It must be a number" });
export const anObject = z.strictObject;
export const anyOf = z.enum;
export const aFlag = z.boolean({ error: "It must be true or false" });

/** A text, also where `config set --path` has written it as a number or a boolean. */
export const aText = z
    .union([z.string(), z.number(), z.boolean()], { error: "It must be a text" })
    .refine((value) => typeof value !== "number" || Number.isSafeInteger(value), {
        error: "It must be in quotes, for such a number is rounded",
    })
    .transform(String);

function missing(key: string): never {
    throw configError(`${key}: is missing. Set it with "pulumi config set ${key} <value>".`);
}

/** Objects are merged property by property, and lists of them place by place; anything else replaces the default. */
function merged(usual: unknown, given: unknown): unknown {
    if (Array.isArray(usual) && Array.isArray(given)) {
        return given.map((each, index) => merged(usual[index], each));
    }
    return isObject(usual) && isObject(given)
        ? {
              ...usual,
              ...Object.fromEntries(
                  Object.entries(given).map(([name, each]) => [name, merged(usual[name], each)]),
              ),
          }
        : given;
}

function isObject(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

function valid<Value>(path: string, shape: z.ZodType<Value>, value: unknown): Value {
    const result = shape.safeParse(value);
    if (result.success) {
        return result.data;
    }
    const problems = result.error.issues.map((issue) => {
        const place = [path, ...issue.path].join(".");
        return issue.code === "unrecognized_keys"
            ? `${place}: found ${listed(issue.keys)}, which is not known there.`
            : `${place}: ${found(valueAt(value, issue.path))}. ${issue.message}.`;
    });
    throw configError(problems.join("\n"));
}

function found(value: unknown): string {
    return value === undefined ? "is missing" : `found ${JSON.stringify(value)}`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
    return path.reduce<unknown>(
        (inner, name) => (inner as Record<PropertyKey, unknown> | undefined)?.[name],
        value,
    );
}

function listed(names: readonly string[]): string {
    return names.map((name) => `"${name}"`).join(", ");
}

/**
 * An error that says what to change, without a stack trace: Pulumi's Node host formats one even where it shows
 * the message alone, and Node 20.20 can take half a minute for it (nodejs/node#64011).
 */
export function configError(message: string): Error {
    const error = new pulumi.RunError(message);
    error.stack = message;
    return error;
}
