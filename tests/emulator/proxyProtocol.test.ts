import assert from "node:assert/strict";

import { proxyHeader } from "../../tools/emulator/dataplane/proxyProtocol";

const CONNECTION = {
    source: { address: "10.1.2.3", port: 40_000 },
    destination: { address: "192.168.1.7", port: 443 },
};
const SIGNATURE = "0d0a0d0a000d0a515549540a";
const ADDRESSES = "0a010203" + "c0a80107" + "9c40" + "01bb";

describe("the header of the PROXY protocol", () => {
    it("is the specification's, with both addresses and ports", () => {
        assert.equal(
            proxyHeader(CONNECTION).toString("hex"),
            `${SIGNATURE}21` + `11000c${ADDRESSES}`,
        );
    });

    it("has an extension 0xE1 for each id, which begins with the kind of id", () => {
        const header = proxyHeader({
            ...CONNECTION,
            vpcId: "vpc-1",
            endpointId: "ep-22",
            serviceId: "epsrv-333",
        });
        const hex = (text: string) => Buffer.from(text).toString("hex");
        const extensions = [
            `e1000601${hex("vpc-1")}`,
            `e1000602${hex("ep-22")}`,
            `e1000a03${hex("epsrv-333")}`,
        ].join("");
        const length = 12 + 9 + 9 + 13;
        assert.equal(
            header.toString("hex"),
            `${SIGNATURE}211100${length.toString(16)}${ADDRESSES}${extensions}`,
        );
    });
});
