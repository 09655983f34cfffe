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
export { AlbServiceResource } from "./components/provider/loadBalancers/albServiceResource";
export {
    AlbAddressAllocatedMode,
    AlbAddressType,
    AlbEdition,
    type AlbServiceResourceArgs,
    type AlbZone,
} from "./components/provider/loadBalancers/albServiceResourceArgs";
export {
    type ClbHealthCheck,
    ClbHealthCheckType,
    type ClbListener,
    ClbListenerProtocol,
    ClbScheduler,
} from "./components/provider/loadBalancers/clbListener";
export { ClbServiceResource } from "./components/provider/loadBalancers/clbServiceResource";
export {
    type ClbBackendServer,
    ClbInstanceChargeType,
    type ClbServiceResourceArgs,
} from "./components/provider/loadBalancers/clbServiceResourceArgs";
export {
    ConnectivityCheck,
    type ConnectivityRow,
} from "./components/consumer/connectivityCheck/connectivityCheck";
export {
    CheckProtocol,
    type ConnectivityCheckArgs,
} from "./components/consumer/connectivityCheck/connectivityCheckArgs";
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
export { EndpointService } from "./components/provider/endpointService";
export {
    type EndpointServiceArgs,
    Payer,
    type ServiceResource,
} from "./components/provider/endpointServiceArgs";
export {
    EndpointServiceWhitelist,
    type EndpointServiceWhitelistArgs,
} from "./components/provider/endpointServiceWhitelist";
export { type EndpointZoneState } from "./components/consumer/endpointZoneStates";
export { InterfaceEndpoint } from "./components/consumer/interfaceEndpoint";
export {
    type EndpointZone,
    type InterfaceEndpointArgs,
} from "./components/consumer/interfaceEndpointArgs";
export { type Finding, PreflightError, PreflightMode } from "./components/preflight";
export { PrivateDnsName } from "./components/consumer/privateDnsName";
export {
    type EndpointZoneAddress,
    type PrivateDnsNameArgs,
} from "./components/consumer/privateDnsNameArgs";
export {
    AddressIpVersion,
    type ServicePort,
    ServiceResourceType,
    type Tags,
    TransportProtocol,
} from "./components/shared/types";
