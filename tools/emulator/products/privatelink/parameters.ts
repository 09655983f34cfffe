import type { Call } from "../../call";
import { text } from "../../parameters";
import { illegalFormat, illegalParam } from "./errors";

/** CreateVpcEndpoint, EndpointName: 2 to 128 characters, a letter or Chinese character first. */
const ENDPOINT_NAME = /^[A-Za-z\p{Script=Han}][A-Za-z\p{Script=Han}0-9_-]{1,127}$/u;

/** CreateVpcEndpoint, EndpointDescription: 2 to 256 characters. */
const ENDPOINT_DESCRIPTION = /^(?!https?:\/\/)[^]{2,256}$/u;

/** ServiceDescription: 2 to 256 characters. The API's own example has spaces and a full stop. */
const SERVICE_DESCRIPTION = /^(?!https?:\/\/)[^]{2,256}$/u;

export function endpointName(call: Call): string | undefined {
    const name = text(call, "EndpointName");
    if (name !== undefined && !ENDPOINT_NAME.test(name)) {
        throw illegalParam("EndpointName");
    }
    return name;
}

export function endpointDescription(call: Call): string | undefined {
    const description = text(call, "EndpointDescription");
    if (description !== undefined && !ENDPOINT_DESCRIPTION.test(description)) {
        throw illegalParam("EndpointDescription");
    }
    return description;
}

export function serviceDescription(call: Call): string | undefined {
    const description = text(call, "ServiceDescription");
    if (description !== undefined && !SERVICE_DESCRIPTION.test(description)) {
        throw illegalFormat("ServiceDescription");
    }
    return description;
}
