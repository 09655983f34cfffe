import { ApiError } from "./apiError";
import type { Call } from "./call";
import { refuse } from "./invented";

type DocumentedRefusal = readonly [code: string, message: string, status?: number];

/** By the API metadata; the actions that are not here document nothing for a token that they have not answered. */
const REFUSALS: Readonly<Record<string, Readonly<Record<string, DocumentedRefusal>>>> = {
    ecs: {
        // The API's own spelling.
        DescribeSecurityGroups: [
            "InValidParameter.NextToken",
            "The parameter NextToken is invalid.",
        ],
        DescribeCommands: assistant(),
        DescribeInvocations: assistant(),
        DescribeInvocationResults: assistant(),
        DescribeCloudAssistantStatus: assistant(),
        ListTagResources: ["Invalid.NextToken", "The specified NextToken is not valid.", 403],
    },
    slb: {
        DescribeLoadBalancerListeners: [
            "IllegalParam.NextToken",
            "The param of NextToken is illegal.",
        ],
        ListTagResources: ["QueryTokenNotExist", "The specified NextToken does not exist."],
    },
};

export function unknownNextToken({ product, action }: Call): ApiError {
    const documented = REFUSALS[product]?.[action];
    return documented === undefined
        ? refuse("nextToken", "The specified NextToken is not valid.")
        : new ApiError(...documented);
}

function assistant(): DocumentedRefusal {
    return ["InvalidParameter.NextToken", "The specified parameter NextToken is not valid."];
}
