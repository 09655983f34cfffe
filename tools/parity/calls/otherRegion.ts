import { type Body, type Chapter, type Known, type ParityCall, REGION } from "../call";
import { listAt } from "./answers";

const service = (known: Known) => ({ ServiceId: known.get("serviceId") });

/** A region that is not the run's. */
const otherRegion = (known: Known) =>
    known.get(REGION) === "eu-central-1" ? "ap-southeast-1" : "eu-central-1";

/** The last answer has the state of each region. */
function untilSettled(title: string, onlyAfter: string): ParityCall {
    return {
        title,
        onlyAfter,
        product: "privatelink",
        action: "GetVpcEndpointServiceAttribute",
        parameters: service,
        awaits: { state: changingState, final: ["settled"] },
    };
}

function changingState(body: Body): unknown {
    return (
        listAt(body, "SupportedRegionSet")
            .map(({ RegionServiceStatus }) => RegionServiceStatus)
            .find((status) => status === "Pending" || status === "Deleting") ?? "settled"
    );
}

/** Whether the service's own region is in the list by itself, and what is left of one that was taken out. */
export const OTHER_REGION: Chapter = {
    title: "An endpoint service in another region",
    calls: [
        {
            title: "service: offer it in another region",
            product: "privatelink",
            action: "UpdateVpcEndpointServiceAttribute",
            parameters: (known) => ({
                ...service(known),
                AddSupportedRegionSet: [otherRegion(known)],
            }),
        },
        untilSettled(
            "service: until it is offered in another region",
            "service: offer it in another region",
        ),
        {
            title: "service: take it out of the other region",
            product: "privatelink",
            action: "UpdateVpcEndpointServiceAttribute",
            parameters: (known) => ({
                ...service(known),
                DeleteSupportedRegionSet: [otherRegion(known)],
            }),
        },
        untilSettled(
            "service: until it is out of the other region",
            "service: take it out of the other region",
        ),
    ],
};
