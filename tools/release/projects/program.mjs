// An ES module in plain JavaScript, with await at its top level.
import { EndpointService } from "@cloud-components/alicloud-privatelink";
import { MockCloud } from "@cloud-components/alicloud-privatelink/testing";

const { offer } = await new MockCloud().run(() => {
    const { offer } = new EndpointService("orders", {
        serviceResources: [{ loadBalancerId: "lb-1", zoneIds: ["eu-central-1a"] }],
        ports: [{ port: 443 }],
    });
    return { offer };
});
console.log(offer.ports[0].port);
