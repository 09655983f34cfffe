import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import type { ConnectivityRow } from "../../index";
import { CertificateAuthority } from "../../tools/emulator/certificates";
import { ECS, SLB } from "../emulator/client";
import * as holdings from "./holdings";
import { failureOf, operationsOf, up } from "./operations";
import { openWorkbench, type Workbench } from "./workbench";

const PROJECT = "alicloud-privatelink-same-account";
const NAME = "orders.internal.example";
const CERTIFICATE_ID = "orders-certificate";
const DAY = 24 * 60 * 60 * 1000;

describe("the check of a service over TLS", function () {
    this.timeout(400_000);
    let workbench: Workbench;
    let authority: CertificateAuthority;
    const stacks: Record<string, Stack> = {};

    before(async () => {
        workbench = await openWorkbench();
        authority = await CertificateAuthority.create();
        for (const side of ["provider", "consumer", "connection", "check"]) {
            stacks[side] = await workbench.open(`examples/same-account/${side}`);
        }
        const { loadBalancerId } = (await up(stacks.provider)).outputs;
        await serveOverTls(loadBalancerId as string);
        const { endpointId } = (await up(stacks.consumer)).outputs;
        await openTo443(endpointId as string);
        await up(stacks.connection);
    });

    after(() => workbench?.close());

    /** A listener of the owner's own beside that of its stack, with the same servers. */
    async function serveOverTls(LoadBalancerId: string): Promise<void> {
        const listener = { LoadBalancerId, ListenerPort: 443 };
        await workbench.owner.call(SLB, "CreateLoadBalancerHTTPSListener", {
            ...listener,
            BackendServerPort: 80,
            Bandwidth: -1,
            HealthCheck: "off",
            StickySession: "off",
            ServerCertificateId: CERTIFICATE_ID,
        });
        await workbench.owner.call(SLB, "StartLoadBalancerListener", listener);
    }

    async function openTo443(endpointId: string): Promise<void> {
        const { securityGroupIds } = await holdings.endpoint(workbench.owner, endpointId);
        await workbench.owner.call(ECS, "AuthorizeSecurityGroup", {
            SecurityGroupId: securityGroupIds[0],
            IpProtocol: "tcp",
            PortRange: "443/443",
            SourceCidrIp: "10.10.0.0/16",
        });
    }

    /** What the owner's listener shows from now on. */
    function show(certificate: Awaited<ReturnType<CertificateAuthority["issue"]>>): void {
        workbench.emulator.cloud.serverCertificates.put(CERTIFICATE_ID, certificate);
    }

    async function configure(config: Record<string, unknown>): Promise<void> {
        const all = { port: 443, protocol: "https", timeoutSeconds: 4, ...config };
        await workbench.sandbox.configure(
            stacks.check,
            Object.fromEntries(
                Object.entries(all).map(([key, value]) => [`${PROJECT}-check:${key}`, value]),
            ),
        );
    }

    const certificates = (table: ConnectivityRow[]) => table.map(({ certificate }) => certificate);

    it("passes without a name, and says that the certificate was not verified", async () => {
        await configure({});
        const { outputs } = await up(stacks.check);

        assert.deepEqual(certificates(outputs.check), Array(3).fill("not verified"));
        assert.match(outputs.summary, /was not verified, because serverName is not set\.$/);
    });

    it("fails for a certificate that no authority has signed", async () => {
        await configure({ serverName: NAME });

        assert.match(
            await failureOf(stacks.check, "up"),
            /1\. certificate: that of port 443 is from an authority that the client does not trust; .* \(SSL certificate problem: self signed certificate\)/,
        );
    });

    it("fails for one of an authority that the client does not know, and passes once it is given", async () => {
        show(await authority.issue(NAME));
        assert.match(
            await failureOf(stacks.check, "up"),
            /1\. certificate: .* is from an authority that the client does not trust; if it is the right one, give its certificate as caCertificate/,
        );

        await configure({ serverName: NAME, caCertificate: authority.certificate });
        const { outputs } = await up(stacks.check);
        assert.deepEqual(certificates(outputs.check), Array(3).fill("verified"));
        assert.match(outputs.check[0].answer, /Hello from ecs[23]/);
        assert.match(outputs.summary, new RegExp(` The certificate was verified for ${NAME}\\.$`));
    });

    it("fails as soon as the owner shows one of another authority, though nothing has changed in its own stack", async () => {
        show(await (await CertificateAuthority.create()).issue(NAME));

        assert.match(
            await failureOf(stacks.check, "up"),
            /1\. certificate: that of port 443 is from an authority that is not in caCertificate/,
        );
        const { passed, check } = await stacks.check.outputs();
        assert.equal(passed.value, false);
        assert.deepEqual(certificates(check.value as ConnectivityRow[]), Array(3).fill("refused"));
    });

    it("fails for one that has expired", async () => {
        const now = Date.now();
        const past = { notBefore: new Date(now - 3 * DAY), notAfter: new Date(now - DAY) };
        show(await authority.issue(NAME, past));

        const failure = await failureOf(stacks.check, "up");
        assert.match(
            failure,
            /1\. certificate: that of port 443 has expired; the owner of the service must renew it/,
        );
        assert.doesNotMatch(failure, /2\. |\n\s+at /);
    });

    it("fails for one for another name", async () => {
        show(await authority.issue("stock.internal.example"));

        assert.match(
            await failureOf(stacks.check, "up"),
            new RegExp(`1\\. certificate: that of port 443 is not for ${NAME}; use a name`),
        );
    });

    it("passes again by itself once the owner has put the right one back", async () => {
        show(await authority.issue(NAME));

        assert.equal((await up(stacks.check)).outputs.passed, true);
        assert.deepEqual(await operationsOf(stacks.check, "up"), []);
    });

    it("is refused at preview where a name or an authority makes no sense", async () => {
        await configure({ serverName: "*.internal.example", caCertificate: "authority.pem" });
        const failure = await failureOf(stacks.check, "preview");
        assert.match(failure, /serverName: found "\*\.internal\.example"\. Must be the full name/);
        assert.match(failure, /caCertificate: Must be the content of a PEM file/);

        await configure({ protocol: "http", serverName: NAME, caCertificate: undefined });
        assert.match(
            await failureOf(stacks.check, "preview"),
            /serverName: is set for the protocol "http", which has no certificate/,
        );
        await configure({ serverName: NAME, caCertificate: authority.certificate });
    });

    it("is destroyed with the rest, completely", async () => {
        for (const side of ["check", "connection", "consumer", "provider"]) {
            await operationsOf(stacks[side], "destroy");
        }
        assert.deepEqual(holdings.inventory(workbench.emulator), {});
    });
});
