/** A stack's state as `pulumi stack export` writes it, as far as this command reads and changes it. */
export interface Deployment {
    resources?: StateResource[];
    pending_operations?: PendingOperation[];
    readonly [rest: string]: unknown;
}

/** What the engine noted before it called the provider. It stays if the run is killed before the answer is noted. */
export interface PendingOperation {
    readonly type: string;
    readonly resource: StateResource;
}

export interface StateResource {
    readonly urn: string;
    readonly type: string;
    readonly custom: boolean;
    readonly id?: string;
    readonly inputs?: Properties;
    readonly outputs?: Properties;
    readonly parent?: string;
    readonly dependencies?: readonly string[];
    readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>>;
    /** The provider's URN and id, as `<urn>::<id>`. */
    readonly provider?: string;
    /** Whether the stack only reads the resource, which was made elsewhere. */
    readonly external?: boolean;
    /** Whether the resource is to be deleted, for another one has taken its place. */
    readonly delete?: boolean;
    readonly created?: string;
    readonly [rest: string]: unknown;
}

export type Properties = Readonly<Record<string, unknown>>;

const OF_PROVIDERS = "pulumi:providers:";

/** The stack's resources in the cloud, without those that it only reads and without Pulumi's own. */
export function cloudResources({ resources = [] }: Deployment): StateResource[] {
    return resources.filter(
        ({ custom, external, type }) => custom && external !== true && !type.startsWith("pulumi:"),
    );
}

/** The provider that a resource is deployed with, as the state has it now. */
export function providerOf(
    { resources = [] }: Deployment,
    { provider = "" }: StateResource,
): StateResource | undefined {
    return resources.find(
        ({ urn, type }) => type.startsWith(OF_PROVIDERS) && provider.startsWith(`${urn}::`),
    );
}

/** The last part of a URN. */
export function nameOf(urn: string): string {
    return urn.split("::").slice(3).join("::");
}

/** `alicloud:slb/listener:Listener` as `slb.Listener`. */
export function kindOf(type: string): string {
    const [, module = "", className = ""] = type.split(":");
    return `${module.split("/")[0]}.${className}`;
}
