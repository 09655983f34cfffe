export { type AddressPlan, checkAddressPlan } from "./components/preflight/addressPlan";
export { type AlbHealthCheck } from "./components/provider/loadBalancers/albHealthCheck";
export { type AlbListener } from "./components/provider/loadBalancers/albListener";
export {
    AlbListenerProtocol,
    AlbHealthCheckMethod,
    AlbHealthCheckProtocol,
    AlbScheduler,
    AlbServerProtocol,
    AlbAddressAllocatedMode,
    AlbAddressType,
    AlbEdition,
    ClbHealthCheckType,
    ClbListenerProtocol,
    ClbScheduler,
    ClbInstanceChargeType,
    NlbAddressType,
    NlbHealthCheckMethod,
    NlbHealthCheckType,
    NlbListenerProtocol,
    NlbScheduler,
} from "./components/shared/loadBalancers";
export {
    type AlbServer,
    type AlbServerGroup,
    type AlbStickySession,
} from "./components/provider/loadBalancers/albServerGroup";
export { AlbServiceResource } from "./components/provider/loadBalancers/albServiceResource";
export {
    type AlbServiceResourceArgs,
    type AlbZone,
} from "./components/provider/loadBalancers/albServiceResourceArgs";
export {
    type ClbHealthCheck,
    type ClbListener,
} from "./components/provider/loadBalancers/clbListener";
export { ClbServiceResource } from "./components/provider/loadBalancers/clbServiceResource";
export {
    type ClbBackendServer,
    type ClbServiceResourceArgs,
} from "./components/provider/loadBalancers/clbServiceResourceArgs";
export { type NlbHealthCheck } from "./components/provider/loadBalancers/nlbHealthCheck";
export { type NlbListener } from "./components/provider/loadBalancers/nlbListener";
export { type NlbServer } from "./components/provider/loadBalancers/nlbServer";
export { type NlbServerGroup } from "./components/provider/loadBalancers/nlbServerGroup";
export { NlbServiceResource } from "./components/provider/loadBalancers/nlbServiceResource";
export {
    type NlbServiceResourceArgs,
    type NlbZone,
} from "./components/provider/loadBalancers/nlbServiceResourceArgs";
export {
    ConnectivityCheck,
    type ConnectivityRow,
} from "./components/consumer/connectivityCheck/connectivityCheck";
export { type ConnectivityCheckArgs } from "./components/consumer/connectivityCheck/connectivityCheckArgs";
export {
    CheckProtocol,
    ClosedConnection,
    Payer,
    AddressIpVersion,
    type ServicePort,
    ServiceResourceType,
    type Tags,
    TransportProtocol,
} from "./components/shared/types";
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
    type ServiceResource,
} from "./components/provider/endpointServiceArgs";
export { EndpointServiceConsumers } from "./components/provider/endpointServiceConsumers";
export {
    type ConnectedEndpoint,
    type EndpointServiceConsumer,
    type EndpointServiceConsumersArgs,
    type UnacceptedEndpoint,
} from "./components/provider/endpointServiceConsumersArgs";
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
