import * as pulumi from "@pulumi/pulumi";

import { deployedResources } from "../preflight/deployedResources";
import { isOpen } from "../preflight/lookups/privateLink";
import { ownApiClient } from "../preflight/lookups/ownCalls";
import { readServiceEndpoints } from "../preflight/lookups/serviceEndpoints";
import { isMocked } from "../shared/mocks";
import { type EndpointInUse, formatEndpoint, isServedBy } from "./endpointsInUse";

const ENDPOINT = "alicloud:privatelink/vpcEndpoint:VpcEndpoint";
const CONNECTION = "alicloud:privatelink/vpcEndpointServiceConnection:VpcEndpointServiceConnection";

/** What a service or an attachment had; only an attachment has these. */
interface DeletedOutputs {
    readonly serviceId?: string;
    readonly resourceId?: string;
    readonly zoneId?: string;
}

/**
 * A hook that refuses to delete a service, or to detach one of its load balancers, while endpoints of other stacks
 * would notice. It runs at preview as well. The engine calls it when the program has ended, so everything that needs
 * the program is read before.
 */
export function deletionGuard(
    name: string,
    parent: pulumi.Resource,
): pulumi.ResourceHookBinding | undefined {
    if (isMocked()) {
        return undefined;
    }
    const client = ownApiClient(parent);
    const deployed = deployedResources();
    // A deletion says so; until then, a program may run without what the guard needs.
    client.catch(() => undefined);
    const hook = new pulumi.ResourceHook(
        hookName(name, parent),
        async ({ id, oldOutputs = {} }) => {
            const outputs = oldOutputs as DeletedOutputs;
            const serviceId = outputs.serviceId ?? id;
            const endpoints = await readServiceEndpoints(await client, serviceId);
            const ofStack = (await deployed) ?? [];
            const idsOf = (type: string, output: string) =>
                ofStack.filter((each) => each.type === type).map((each) => each.outputs[output]);
            const own = idsOf(ENDPOINT, "id");
            const closed = idsOf(CONNECTION, "endpointId");
            const foreign = endpoints.filter(({ endpointId }) => !own.includes(endpointId));
            const inTheWay =
                outputs.resourceId === undefined
                    ? foreign
                    : foreign
                          .filter(({ endpointId }) => !closed.includes(endpointId))
                          .filter((endpoint) => isThrough(endpoint, outputs));
            if (inTheWay.length > 0) {
                throw new Error(refusal(name, serviceId, outputs, inTheWay));
            }
        },
        { onDryRun: true },
    );
    return { beforeDelete: [hook] };
}

/** A name that is the program's only one: components with the same name have other parents. */
function hookName(name: string, component: pulumi.Resource): string {
    const { __parentResource: parent } = component as unknown as {
        readonly __parentResource?: { readonly __name?: string };
    };
    return `deletionGuard of EndpointService "${[parent?.__name, name].filter((each) => each).join("/")}"`;
}

function isThrough(endpoint: EndpointInUse, outputs: DeletedOutputs): boolean {
    const { zoneId = "", resourceId: loadBalancerId = "" } = outputs;
    const lost = { zoneId, loadBalancerId };
    return isOpen(endpoint) && (endpoint.zones ?? []).some((zone) => isServedBy(zone, lost));
}

function refusal(
    name: string,
    serviceId: string,
    { resourceId, zoneId }: DeletedOutputs,
    endpoints: readonly EndpointInUse[],
): string {
    const who = endpoints.map(formatEndpoint).join(", ");
    const [what, how] =
        resourceId === undefined
            ? [
                  `${serviceId} would be deleted, which has endpoints: ${who}`,
                  "Have their owners delete them first",
              ]
            : [
                  `${resourceId} in ${zoneId} would be detached from ${serviceId}, and endpoints are connected through it: ${who}`,
                  "Close their connections first",
              ];
    return (
        `EndpointService "${name}": ${what}. ${how}. ` +
        'To delete it anyway, set ignoreConnectedEndpoints to true, run "pulumi up", and repeat this command; the cloud refuses it until they are gone.'
    );
}
