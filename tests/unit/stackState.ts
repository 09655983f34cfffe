import type { Inputs } from "./cloud";

/** What the programs of the tests belong to. */
export const PROJECT = "project";
export const STACK = "stack";

/** The URN of a component's child, where the component has no parent. */
export function urnOf(componentType: string, childType: string, name: string): string {
    return `urn:pulumi:${STACK}::${PROJECT}::${componentType}$${childType}::${name}`;
}

/** The URN of a component without a parent. */
export function componentUrnOf(componentType: string, name: string): string {
    return `urn:pulumi:${STACK}::${PROJECT}::${componentType}::${name}`;
}

/** What the engine answers about the resources of a stack, given their outputs by URN. */
export function stateOf(outputsByUrn: Readonly<Record<string, Inputs>>): Inputs {
    return {
        outputs: Object.fromEntries(
            Object.entries(outputsByUrn).map(([urn, outputs]) => {
                const [, , types = ""] = urn.split("::");
                return [urn, { type: types.split("$").pop(), outputs }];
            }),
        ),
    };
}
