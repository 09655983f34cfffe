import { type Clients, eventually, PRIVATELINK } from "../../../emulator/client";
import { type Fields, type Provisions, tagsOf } from "./provision";

/** Codes after which the provider asks again: somebody else writes to the same service or endpoint. */
const BUSY = [
    "ConcurrentCallNotSupported",
    "EndpointLocked",
    "EndpointServiceLocked",
    "EndpointServiceOperationDenied",
    "EndpointOperationDenied",
    "EndpointConnectionOperationDenied",
];
/** What is waited for goes on in this process: it takes a number of turns, however slow the machine is. */
const MOST_ATTEMPTS = 60;

/** A call of PrivateLink, repeated as the provider repeats it. */
async function write(clients: Clients, action: string, parameters: Fields): Promise<Fields> {
    for (let attempt = 1; ; attempt += 1) {
        try {
            return await clients.call(PRIVATELINK, action, parameters);
        } catch (error) {
            const { code = "" } = error as { code?: string };
            if (!BUSY.includes(code) || attempt === MOST_ATTEMPTS) {
                throw error;
            }
            await new Promise((resolve) => setTimeout(resolve, 5));
        }
    }
}

/** The calls that the provider makes for a resource of PrivateLink, and the state that comes of them. */
export const PRIVATE_LINKS: Provisions = {
    "privatelink/vpcEndpointService:VpcEndpointService": async (clients, inputs) => {
        const { ServiceId } = await write(clients, "CreateVpcEndpointService", {
            ServiceDescription: inputs.serviceDescription,
            ServiceResourceType: inputs.serviceResourceType,
            AutoAcceptEnabled: inputs.autoAcceptConnection,
            ZoneAffinityEnabled: inputs.zoneAffinityEnabled,
            Payer: inputs.payer,
            AddressIpVersion: inputs.addressIpVersion,
            SupportedRegionList: inputs.supportedRegionLists,
            Tag: tagsOf(inputs),
        });
        const found = await eventually(
            () => clients.call(PRIVATELINK, "GetVpcEndpointServiceAttribute", { ServiceId }),
            ({ ServiceStatus }) => ServiceStatus === "Active",
        );
        if (inputs.connectBandwidth !== undefined) {
            await write(clients, "UpdateVpcEndpointServiceAttribute", {
                ServiceId,
                ConnectBandwidth: inputs.connectBandwidth,
            });
        }
        return {
            id: ServiceId,
            state: {
                ...inputs,
                vpcEndpointServiceName: found.ServiceName,
                serviceDomain: found.ServiceDomain,
                regionId: clients.regionId,
            },
        };
    },
    "privatelink/vpcEndpointServiceResource:VpcEndpointServiceResource": async (
        clients,
        inputs,
    ) => {
        const { serviceId, resourceId, resourceType, zoneId } = inputs;
        await write(clients, "AttachResourceToVpcEndpointService", {
            ServiceId: serviceId,
            ResourceId: resourceId,
            ResourceType: resourceType,
            ZoneId: zoneId,
        });
        await eventually(
            () =>
                clients.call(PRIVATELINK, "ListVpcEndpointServiceResources", {
                    ServiceId: serviceId,
                }),
            ({ Resources }) =>
                Resources.some(
                    ({ ResourceId, ZoneId }: Fields) =>
                        ResourceId === resourceId && (resourceType === "slb" || ZoneId === zoneId),
                ),
        );
        const parts = [serviceId, resourceId, ...(resourceType === "slb" ? [] : [zoneId])];
        return { id: parts.join(":"), state: inputs };
    },
    "privatelink/vpcEndpointServiceUser:VpcEndpointServiceUser": async (clients, inputs) => {
        const { serviceId, userId } = inputs;
        await write(clients, "AddUserToVpcEndpointService", {
            ServiceId: serviceId,
            UserId: userId,
        });
        return { id: [serviceId, userId].join(":"), state: inputs };
    },
    "privatelink/vpcEndpoint:VpcEndpoint": async (clients, inputs) => {
        const { EndpointId } = await write(clients, "CreateVpcEndpoint", {
            EndpointName: inputs.vpcEndpointName,
            EndpointDescription: inputs.endpointDescription,
            EndpointType: inputs.endpointType,
            VpcId: inputs.vpcId,
            ServiceId: inputs.serviceId,
            ServiceName: inputs.serviceName,
            ServiceRegionId: inputs.serviceRegionId,
            CrossRegionBandwidth: inputs.crossRegionBandwidth,
            AddressIpVersion: inputs.addressIpVersion,
            PolicyDocument: inputs.policyDocument,
            SecurityGroupId: inputs.securityGroupIds,
            Tag: tagsOf(inputs),
        });
        const found = await eventually(
            () => clients.call(PRIVATELINK, "GetVpcEndpointAttribute", { EndpointId }),
            ({ EndpointStatus }) => EndpointStatus === "Active",
        );
        return {
            id: EndpointId,
            state: {
                ...inputs,
                serviceId: found.ServiceId,
                serviceName: found.ServiceName,
                endpointDomain: found.EndpointDomain,
                regionId: clients.regionId,
            },
        };
    },
    "privatelink/vpcEndpointZone:VpcEndpointZone": async (clients, inputs) => {
        const { endpointId, zoneId, vswitchId, eniIp } = inputs;
        await write(clients, "AddZoneToVpcEndpoint", {
            EndpointId: endpointId,
            ZoneId: zoneId,
            VSwitchId: vswitchId,
            ip: eniIp,
        });
        await eventually(
            () =>
                clients.call(PRIVATELINK, "ListVpcEndpointZones", {
                    EndpointId: endpointId,
                }),
            ({ Zones }) =>
                ["Wait", "Connected"].includes(
                    Zones.find(({ ZoneId }: Fields) => ZoneId === zoneId)?.ZoneStatus,
                ),
        );
        return { id: [endpointId, zoneId].join(":"), state: inputs };
    },
    "privatelink/vpcEndpointServiceConnection:VpcEndpointServiceConnection": async (
        clients,
        inputs,
    ) => {
        const named = { ServiceId: inputs.serviceId, EndpointId: inputs.endpointId };
        await write(clients, "EnableVpcEndpointConnection", {
            ...named,
            Bandwidth: inputs.bandwidth,
        });
        const { Connections } = await eventually(
            () => clients.call(PRIVATELINK, "ListVpcEndpointConnections", named),
            (found) => found.Connections[0]?.ConnectionStatus === "Connected",
        );
        return {
            id: Object.values(named).join(":"),
            state: { ...inputs, status: Connections[0].ConnectionStatus },
        };
    },
};
