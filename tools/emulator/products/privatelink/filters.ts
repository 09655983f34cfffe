import type { Call } from "../../call";

/** Whether every filter that the call gives, of those named, has the value that is given here. */
export function passesFilters(
    call: Call,
    values: Readonly<Record<string, string | number | boolean>>,
): boolean {
    return Object.entries(values).every(([name, value]) => {
        const wanted = call.parameters[name];
        return wanted === undefined || wanted === value;
    });
}
