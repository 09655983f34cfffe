const { InterfaceEndpoint } = require("../../bin/index.js");

const OFFER = {
    contractVersion: 2,
    serviceId: "epsrv-1",
    serviceName: "com.aliyuncs.privatelink.eu-central-1.epsrv-1",
    regionId: "eu-central-1",
    accountId: "1234567890123456",
    zoneIds: ["eu-central-1a", "eu-central-1b"],
    ports: [{ port: 80, protocol: "tcp" }],
    acceptanceRequired: true,
    allowedAccountIds: [],
};

for (let index = 0; index < 200; index += 1) {
    new InterfaceEndpoint(`endpoint-${index}`, {
        offer: OFFER,
        vpcId: "vpc-1",
        zones: OFFER.zoneIds.map((zoneId) => ({ zoneId, vswitchId: `vsw-${zoneId}` })),
        clientCidrBlocks: ["10.0.0.0/16"],
        tags: { team: "orders" },
        // Lookups would measure the mocks that answer them.
        preflight: "offline",
    });
}
