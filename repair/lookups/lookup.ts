import type * as pulumi from "@pulumi/pulumi";

import type { Properties } from "../deployment";

/** What the cloud has, and how the provider's state would call it. */
export interface FoundResource {
    readonly id: string;
    /** If the cloud has it. */
    readonly createdAt?: Date;
    /** What is missing, where the provider would never add it later. */
    readonly unfinished?: string;
}

/**
 * Finds in the cloud what was created from the given inputs: by the ids of what it belongs to and the part that can
 * exist there only once, such as the port of a listener; else by its names, places and tags.
 *
 * @param settings the provider's inputs, with secrets in plain text
 */
export type Lookup = (
    inputs: Properties,
    options: pulumi.InvokeOptions,
    settings: Properties,
) => Promise<FoundResource[]>;

/** An input as text, "" where the program gives none, as the cloud answers for what was not set. */
export function text(value: unknown): string {
    return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
        ? String(value)
        : "";
}

export function texts(value: unknown): string[] {
    return Array.isArray(value) ? value.map(text) : [];
}

export function same(found: unknown, input: unknown): boolean {
    return text(found).toLowerCase() === text(input).toLowerCase();
}

/** Whether a resource has exactly the tags of the inputs, besides those that the cloud sets. */
export function sameTags(found: unknown, input: unknown): boolean {
    return JSON.stringify(ownTags(found)) === JSON.stringify(entries(input));
}

/** The same for kinds that get their tags by a later call: one without any may have been created without them. */
export function sameTagsOrNone(found: unknown, input: unknown): boolean {
    return ownTags(found).length === 0 || sameTags(found, input);
}

function ownTags(tags: unknown): [string, string][] {
    return entries(tags).filter(([key]) => !/^(aliyun|acs:)/i.test(key));
}

function entries(tags: unknown): [string, string][] {
    return Object.entries((tags ?? {}) as Properties)
        .filter(([key]) => key !== "__defaults")
        .map(([key, value]): [string, string] => [key, text(value)])
        .sort(([one], [other]) => (one < other ? -1 : 1));
}

/** A time of the cloud's, which some products write without seconds. */
export function time(value: string | undefined): Date | undefined {
    const found = new Date(value ?? "");
    return Number.isNaN(found.getTime()) ? undefined : found;
}

/** Matches exactly one name: the provider's data sources take regular expressions. */
export function exactly(name: unknown): string {
    return `^${text(name).replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")}$`;
}
