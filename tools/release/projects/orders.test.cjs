// A unit test for mocha, Jest, and Vitest and Node's own runner, which have no globals.
const assert = require("node:assert/strict");

const {
    EndpointServiceWhitelist,
    PreflightError,
} = require("@cloud-components/alicloud-privatelink");
const { MockCloud } = require("@cloud-components/alicloud-privatelink/testing");
const pulumi = require("@pulumi/pulumi");

const { describe, it } = globalThis.describe === undefined ? require("node:test") : globalThis;

describe("a whitelist", () => {
    const program = (accountId) => () => {
        const serviceId = pulumi.output("epsrv-1").apply((id) => Promise.resolve(id));
        return new EndpointServiceWhitelist("orders", {
            serviceId,
            allowedAccountIds: [accountId],
        });
    };

    it("has an entry for each account", async () => {
        const cloud = new MockCloud();
        await cloud.run(program("1111222233334444"));

        const [user] = cloud.resourcesOf("VpcEndpointServiceUser");
        assert.equal(user.id, "epsrv-1:1111222233334444");
    });

    it("is refused without the number of an account", async () => {
        await assert.rejects(new MockCloud().run(program("acme")), PreflightError);
    });

    it("is refused later, once the id of the service is known", async () => {
        const late = () =>
            new EndpointServiceWhitelist("orders", {
                serviceId: pulumi.output(Promise.resolve(" ")),
                allowedAccountIds: ["1111222233334444"],
            });

        await assert.rejects(
            new MockCloud().run(() => void late()),
            /serviceId/,
        );
    });
});
