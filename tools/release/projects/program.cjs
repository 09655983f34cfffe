// A CommonJS module in plain JavaScript.
const { EndpointService } = require("@cloud-components/alicloud-privatelink");
const { MockCloud } = require("@cloud-components/alicloud-privatelink/testing");

function program() {
    const { offer } = new EndpointService("orders", {
        serviceResources: [{ loadBalancerId: "lb-1", zoneIds: ["eu-central-1a"] }],
        ports: [{ port: 443 }],
    });
    return { offer };
}

new MockCloud().run(program).then(({ offer }) => console.log(offer.ports[0].port));
