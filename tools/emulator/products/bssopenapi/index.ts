import type { Product } from "../../call";
import { integer } from "../../parameters";

export function bssopenapi(): Product {
    return {
        name: "bssopenapi",
        version: "2017-12-14",
        actions: {
            /** The account has bought nothing in advance: whatever it uses is paid as it goes. */
            QueryAvailableInstances: (call) => ({
                Code: "Success",
                Message: "Successful!",
                Success: true,
                Data: {
                    InstanceList: [],
                    TotalCount: 0,
                    PageNum: integer(call, "PageNum") ?? 1,
                    PageSize: integer(call, "PageSize") ?? 20,
                },
            }),
        },
    };
}
