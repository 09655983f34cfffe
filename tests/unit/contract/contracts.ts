import { accountOffer, type EndpointRequest, type EndpointServiceOffer } from "../../../index";
import { CALLER, PARTNER, REGION } from "../cloud";

/** What the caller's provider stack offers: two zones, two ports, acceptance by hand, one partner. */
export const OFFER: EndpointServiceOffer = {
    contractVersion: 2,
    serviceId: "epsrv-1",
    serviceName: `com.aliyuncs.privatelink.${REGION}.epsrv-1`,
    regionId: REGION,
    accountId: CALLER,
    zoneIds: [`${REGION}a`, `${REGION}b`],
    ports: [
        { port: 443, protocol: "tcp" },
        { port: 53, protocol: "udp" },
    ],
    acceptanceRequired: true,
    payer: "Endpoint",
    allowedAccountIds: [PARTNER],
    whitelistComplete: true,
};

/** An offer for the partner alone, with what an offer may leave out. */
export const PARTNER_OFFER: EndpointServiceOffer = {
    ...accountOffer(OFFER, PARTNER),
    hostNames: ["orders.example"],
    idleTimeoutSeconds: 900,
    supportedRegionIds: ["cn-hangzhou"],
};

/** What the partner's consumer stack asks for. */
export const REQUEST: EndpointRequest = {
    contractVersion: 2,
    endpointId: "ep-1",
    serviceId: OFFER.serviceId,
    regionId: REGION,
    accountId: PARTNER,
    zoneIds: [`${REGION}b`],
    endpointDomain: `ep-1.epsrv-1.${REGION}.privatelink.aliyuncs.com`,
};
