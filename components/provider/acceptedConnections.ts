import * as pulumi from "@pulumi/pulumi";

import { deployedResources, type DeployedResource } from "../preflight/deployedResources";
import { endProgram } from "../preflight/refusal";
import { isMocked } from "../shared/mocks";
import { withoutStack } from "../shared/withoutStack";
import type { AcceptedConnection } from "./acceptancePolicy";

const CONNECTION = "alicloud:privatelink/vpcEndpointServiceConnection:VpcEndpointServiceConnection";
const URN_PART = `alicloud-privatelink:index:EndpointServiceConsumers$${CONNECTION}::`;

/** A connection that a map of consumers of this stack accepted in an earlier update. */
export interface DeployedConnection extends AcceptedConnection {
    readonly serviceId: string;
    readonly urn: string;
    /** Name of its map; the part of its own before the UID. */
    readonly mapName: string;
    /** Mbit/s. Undefined if the state does not have it. */
    readonly bandwidth: number | undefined;
}

/** The connections of all maps of this stack. Ends the program if the state cannot be read: they would be dropped. */
export async function deployedConnections(name: string): Promise<readonly DeployedConnection[]> {
    const deployed = await deployedResources();
    if (deployed === undefined && !isMocked()) {
        return endProgram(
            withoutStack(
                new pulumi.RunError(
                    `EndpointServiceConsumers "${name}": the state of the stack could not be read, so it is not known which endpoints it has accepted. Run the command again.`,
                ),
            ),
        );
    }
    return (deployed ?? []).filter(({ urn }) => urn.includes(URN_PART)).flatMap(connectionOf);
}

function connectionOf({ urn, name, outputs }: DeployedResource): DeployedConnection[] {
    const { endpointId, serviceId, bandwidth } = outputs;
    const end = `-${String(endpointId)}`;
    const { mapName, accountId } =
        /^(?<mapName>.*)-(?<accountId>\d{16})$/.exec(
            name.endsWith(end) ? name.slice(0, -end.length) : "",
        )?.groups ?? {};
    return accountId === undefined
        ? []
        : [
              {
                  urn,
                  mapName,
                  accountId,
                  endpointId: String(endpointId),
                  serviceId: String(serviceId),
                  bandwidth: Number(bandwidth) || undefined,
              },
          ];
}

/**
 * Those that a map keeps: of its consumers, whichever map of this stack accepted them, so that a consumer can move to
 * another. Where a preview does not know the service, those that have its name.
 */
export function keptConnections(
    deployed: readonly DeployedConnection[],
    name: string,
    consumers: object,
    serviceId: string | undefined,
): readonly DeployedConnection[] {
    const kept = new Map<string, DeployedConnection>();
    for (const each of deployed) {
        const isOwn = each.mapName === name;
        const isOfService = serviceId === undefined ? isOwn : each.serviceId === serviceId;
        const isKept = isOfService && Object.hasOwn(consumers, each.accountId);
        // An update that is interrupted while a consumer moves can leave the connection in both maps.
        if (isKept && (isOwn || !kept.has(each.endpointId))) {
            kept.set(each.endpointId, each);
        }
    }
    return [...kept.values()];
}

/** Name of the resource of a connection. */
export function connectionName(
    mapName: string,
    { accountId, endpointId }: AcceptedConnection,
): string {
    return `${mapName}-${accountId}-${endpointId}`;
}
