import * as assert from "node:assert/strict";

import { accountOffer } from "../../../index";
import { offerPage } from "../../../tools/offer/page";
import { CUSTOMER, PARTNER } from "../cloud";
import { OFFER, PARTNER_OFFER } from "./contracts";

describe("the page of an offer", () => {
    it("says what to deploy: region, zones, ports, names, idle timeout", () => {
        const page = offerPage(PARTNER_OFFER);

        for (const expected of [
            `This offer is for account ${PARTNER} alone.`,
            "| Region | eu-central-1 |",
            "| Other regions | cn-hangzhou |",
            "| Zones in eu-central-1 | eu-central-1a, eu-central-1b |",
            "| Ports | 443/tcp, 53/udp |",
            "| Names in the certificate | orders.example |",
            "end after 900 seconds",
            "pulumi stack output request --json",
        ]) {
            assert.ok(page.includes(expected), `"${expected}" is missing in:\n${page}`);
        }
    });

    it("says who pays, and what it costs per zone and hour", () => {
        assert.match(
            offerPage(PARTNER_OFFER),
            /you pay, .*USD 0\.01 for each zone of the endpoint and hour/,
        );
        assert.match(offerPage({ ...PARTNER_OFFER, payer: "EndpointService" }), /the owner pays/);
        assert.match(offerPage({ ...PARTNER_OFFER, payer: undefined }), /not said who pays/);
    });

    it("names no other account in the offer for one", () => {
        const both = { ...OFFER, allowedAccountIds: [PARTNER, CUSTOMER] };

        assert.ok(!offerPage(accountOffer(both, PARTNER)).includes(CUSTOMER));
    });
});
