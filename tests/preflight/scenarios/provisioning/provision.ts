import type { Clients } from "../../../emulator/client";
import type { Made } from "../../../unit/harness";

/** What a resource has, or a call takes or answers. */
export type Fields = Record<string, any>;

/** Makes a resource of one type with the calls that the provider makes for it. */
export type Provision = (clients: Clients, inputs: Fields) => Promise<Made>;

/** The provisions of a product, by the type of the resource. */
export type Provisions = Readonly<Record<string, Provision>>;

/** The tags of a resource, as calls take them. */
export function tagsOf({ tags }: Fields): Fields[] {
    return Object.entries((tags ?? {}) as Fields).map(([Key, Value]) => ({ Key, Value }));
}
