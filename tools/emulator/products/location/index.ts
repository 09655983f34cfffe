import { notFound } from "../../apiError";
import type { Call, Product } from "../../call";
import { requiredText } from "../../parameters";
import { findRegion } from "../../regions";

export function location(): Product {
    return {
        name: "location",
        version: "2015-06-12",
        actions: { DescribeEndpoints: describeEndpoints },
    };
}

/**
 * Every product is where this call went: at the emulator's address, or at a name of the cloud when the
 * client came through the emulator as its proxy. A product that the emulator lacks then refuses by name.
 */
function describeEndpoints(call: Call) {
    const regionId = requiredText(call, "Id");
    const serviceCode = requiredText(call, "ServiceCode");
    if (findRegion(regionId) === undefined) {
        throw notFound(
            "InvalidRegionId.NotFound",
            "The RegionId provided does not exist in our records.",
        );
    }
    const throughProxy = /\.aliyuncs\.com(:\d+)?$/i.test(call.host);
    return {
        Success: true,
        Endpoints: {
            Endpoint: [
                {
                    Type: "openAPI",
                    Id: regionId,
                    // The API's own spelling.
                    SerivceCode: serviceCode,
                    Namespace: "",
                    Endpoint: throughProxy
                        ? `${serviceCode.toLowerCase()}.${regionId}.aliyuncs.com`
                        : call.host,
                    Protocols: { Protocols: ["HTTP", "HTTPS"] },
                },
            ],
        },
    };
}
