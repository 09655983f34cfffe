export { type AddressPlan, checkAddressPlan } from "./components/addressPlan";
export { type AlbListener, AlbListenerProtocol } from "./components/albListener";
export {
    type AlbHealthCheck,
    AlbHealthCheckMethod,
    AlbHealthCheckProtocol,
    AlbScheduler,
    type AlbServer,
    type AlbServerGroup,
    AlbServerProtocol,
    type AlbStickySession,
} from "./components/albServerGroup";
export {
    AlbAddressAllocatedMode,
    AlbAddressType,
    AlbEdition,
    AlbServiceResource,
    type AlbServiceResourceArgs,
    type AlbZone,
} from "./components/albServiceResource";
export {
    type ClbHealthCheck,
    ClbHealthCheckType,
    type ClbListener,
    ClbListenerProtocol,
    ClbScheduler,
} from "./components/clbListener";
export {
    type ClbBackendServer,
    ClbInstanceChargeType,
    ClbServiceResource,
    type ClbServiceResourceArgs,
} from "./components/clbServiceResource";
export {
    CheckProtocol,
    ConnectivityCheck,
    type ConnectivityCheckArgs,
    type ConnectivityRow,
} from "./components/connectivityCheck";
export {
    CONTRACT_VERSION,
    type ContractSource,
    type EndpointRequest,
    type EndpointServiceOffer,
    type OfferedPort,
    readOffer,
    readRequest,
} from "./components/contract";
export { EndpointConnection, type EndpointConnectionArgs } from "./components/endpointConnection";
export {
    EndpointService,
    type EndpointServiceArgs,
    Payer,
    type ServiceResource,
    ServiceResourceType,
} from "./components/endpointService";
export {
    EndpointServiceWhitelist,
    type EndpointServiceWhitelistArgs,
} from "./components/endpointServiceWhitelist";
export {
    type EndpointZone,
    type EndpointZoneState,
    InterfaceEndpoint,
    type InterfaceEndpointArgs,
} from "./components/interfaceEndpoint";
export { type Finding, PreflightError, PreflightMode } from "./components/preflight";
export { type NamedZone, PrivateName, type PrivateNameArgs } from "./components/privateName";
export {
    AddressIpVersion,
    type ServicePort,
    type Tags,
    TransportProtocol,
} from "./components/types";
