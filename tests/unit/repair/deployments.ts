import type { Deployment, StateResource } from "../../../repair/deployment";

const URNS = "urn:pulumi:dev::shop";
const STACK = `${URNS}::pulumi:pulumi:Stack::shop-dev`;
const PROVIDER_URN = `${URNS}::pulumi:providers:alicloud::default`;

export const VPC = "alicloud:vpc/network:Network";
export const VSWITCH = "alicloud:vpc/switch:Switch";
export const LISTENER = "alicloud:slb/listener:Listener";

/** When the stack was created. */
export const CREATED = "2026-05-01T10:00:00Z";

export function urnOf(type: string, name: string): string {
    return `${URNS}::${type}::${name}`;
}

/** A resource of a stack. Without an id, as a pending operation has it. */
export function resourceOf(
    type: string,
    name: string,
    more: Partial<StateResource> = {},
): StateResource {
    return {
        urn: urnOf(type, name),
        type,
        custom: true,
        inputs: {},
        parent: STACK,
        provider: `${PROVIDER_URN}::provider-1`,
        ...more,
    };
}

export const creating = (resource: StateResource) => ({ type: "creating", resource });

/** A stack with a provider and the given resources. */
export function deploymentOf(
    resources: readonly StateResource[],
    pending: Deployment["pending_operations"] = [],
): Deployment {
    return {
        manifest: { version: "v3.256.0" },
        resources: [
            { urn: STACK, type: "pulumi:pulumi:Stack", custom: false, created: CREATED },
            {
                urn: PROVIDER_URN,
                type: "pulumi:providers:alicloud",
                custom: true,
                id: "provider-1",
            },
            ...resources,
        ],
        pending_operations: pending,
    };
}
