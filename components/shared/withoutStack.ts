/**
 * An error whose stack means nothing to the user, without it. Pulumi's Node host formats a stack even
 * where it shows the message alone, and Node 20.20 takes half a minute and a gigabyte for one with a
 * frame like `node_modules/@pulumi/resource.ts:1:2` (nodejs/node#64011).
 */
export function withoutStack<E extends Error>(error: E): E {
    error.stack = `${error.name}: ${error.message}`;
    return error;
}
