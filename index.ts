export { type AddressPlan, checkAddressPlan } from "./components/preflight/addressPlan";
export {
    type AlbListener,
    AlbListenerProtocol,
} from "./components/provider/loadBalancers/albListener";
export {
    type AlbHealthCheck,
    AlbHealthCheckMethod,
    AlbHealthCheckProtocol,
    AlbScheduler,
    type AlbServer,
    type AlbServerGroup,
    AlbServerProtocol,
    type AlbStickySession,
} from "./components/provider/loadBalancers/albServerGroup";
export {
    AlbAddressAllocatedMode,
    AlbAddressType,
    AlbEdition,
    AlbServiceResource,
    type AlbServiceResourceArgs,
    type AlbZone,
} from "./components/provider/loadBalancers/albServiceResource";
export {
    type ClbHealthCheck,
    ClbHealthCheckType,
    type ClbListener,
    ClbListenerProtocol,
    ClbScheduler,
} from "./components/provider/loadBalancers/clbListener";
export {
    type ClbBackendServer,
    ClbInstanceChargeType,
    ClbServiceResource,
    type ClbServiceResourceArgs,
} from "./components/provider/loadBalancers/clbServiceResource";
export {
    CheckProtocol,
    ConnectivityCheck,
    type ConnectivityCheckArgs,
    type ConnectivityRow,
} from "./components/consumer/connectivityCheck/connectivityCheck";
export { accountOffer } from "./components/contract/accountOffer";
export type {
    EndpointRequest,
    EndpointServiceOffer,
    OfferedPort,
} from "./components/contract/contract";
export { CONTRACT_VERSION } from "./components/contract/contractVersion";
export { type ContractSource, readOffer, readRequest } from "./components/contract/readContract";
export {
    EndpointConnection,
    type EndpointConnectionArgs,
} from "./components/provider/endpointConnection";
export {
    EndpointService,
    type EndpointServiceArgs,
    Payer,
    type ServiceResource,
} from "./components/provider/endpointService";
export {
    EndpointServiceWhitelist,
    type EndpointServiceWhitelistArgs,
} from "./components/provider/endpointServiceWhitelist";
export { type EndpointZoneState } from "./components/consumer/endpointZoneStates";
export {
    type EndpointZone,
    InterfaceEndpoint,
    type InterfaceEndpointArgs,
} from "./components/consumer/interfaceEndpoint";
export { type Finding, PreflightError, PreflightMode } from "./components/preflight";
export {
    type EndpointZoneAddress,
    PrivateDnsName,
    type PrivateDnsNameArgs,
} from "./components/consumer/privateDnsName";
export {
    AddressIpVersion,
    type ServicePort,
    ServiceResourceType,
    type Tags,
    TransportProtocol,
} from "./components/shared/types";
