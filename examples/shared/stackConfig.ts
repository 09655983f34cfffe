import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";

import { mistake } from "./mistake";

/**
 * The config of a stack. Keys that nobody reads are refused by `readCompletely`, and entries of maps are
 * merged into the defaults: `pulumi config set --path` makes a map with the one entry that was set, which
 * takes the place of a default in Pulumi.yaml as a whole.
 */
export class StackConfig {
    private readonly config = new pulumi.Config();
    private readonly read = new Set<string>();

    text<Text extends string>(key: string): Text {
        return this.optionalText(key) ?? missing(key);
    }

    optionalText<Text extends string>(key: string): Text | undefined {
        this.read.add(key);
        return this.config.get<Text>(key);
    }

    number(key: string): number {
        return this.optionalNumber(key) ?? missing(key);
    }

    optionalNumber(key: string): number | undefined {
        const value = this.value(key);
        return value === undefined ? undefined : valid(key, aNumber, value);
    }

    flag(key: string): boolean {
        return this.optionalFlag(key) ?? missing(key);
    }

    optionalFlag(key: string): boolean | undefined {
        const value = this.value(key);
        return value === undefined ? undefined : valid(key, aFlag, value);
    }

    /** A list of texts. `config set --path` writes whole numbers without quotes. */
    texts(key: string): string[] | undefined {
        const value = this.value(key);
        return value === undefined ? undefined : valid(key, z.array(aText, A_LIST), value);
    }

    /**
     * A list of objects, in which each leaves to the default in its place what it does not set; the
     * defaults themselves where it is empty.
     */
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
                throw mistake(
                    `${key}.${name}: found ${JSON.stringify(given[name])}, which leaves a default out, and those are ${listed(Object.keys(defaults))}. ` +
                        `An entry of your own goes with "pulumi config rm --path ${key}.${name}".`,
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

    /** To be called once all of it was read: refuses the keys of the project that nobody asked for. */
    readCompletely(): void {
        const prefix = `${this.config.name}:`;
        const unknown = Object.keys(pulumi.runtime.allConfig())
            .filter((key) => key.startsWith(prefix))
            .map((key) => key.slice(prefix.length))
            .filter((key) => !this.read.has(key));
        if (unknown.length > 0) {
            throw mistake(
                `Config: found ${listed(unknown)}, which this project does not read. It reads ${listed([...this.read])}. ` +
                    `Take the key away with "pulumi config rm ${unknown[0]}".`,
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
export const aFlag = z.boolean({ error: "It must be true or false" });

/** A text, also where `config set --path` has made a number or a flag of it. */
export const aText = z
    .union([z.string(), z.number(), z.boolean()], { error: "It must be a text" })
    .refine((value) => typeof value !== "number" || Number.isSafeInteger(value), {
        error: "It must be in quotes, for such a number is rounded",
    })
    .transform(String);

function missing(key: string): never {
    throw mistake(`${key}: is missing. Set it with "pulumi config set ${key} <value>".`);
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
    throw mistake(problems.join("\n"));
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
