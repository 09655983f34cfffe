import type { EndpointServiceOffer } from "../../components/contract/contract";

/** In USD, for a zone and hour and for a GB in either direction (PrivateLink, "Billing": interface endpoints). */
const PRICE = { zoneHour: 0.01, gigabyte: 0.01 };
const HOURS_PER_MONTH = 30 * 24;

/** What a consumer needs to know of an offer, as Markdown. */
export function offerPage(offer: EndpointServiceOffer): string {
    const { serviceName, consumerAccountId: account } = offer;
    const rows = Object.entries(facts(offer)).map(([name, value]) => `| ${name} | ${value} |`);
    return [
        `# Private access to ${serviceName}\n`,
        account === undefined ? undefined : `This offer is for account ${account} alone.\n`,
        "| | |",
        "| --- | --- |",
        ...rows,
        "",
        "## What to deploy\n",
        ...steps(offer).map((step, index) => `${index + 1}. ${step}`),
        "",
        "```typescript",
        program(offer),
        "```\n",
        "## The offer\n",
        "```json",
        JSON.stringify(offer, null, 2),
        "```\n",
    ]
        .filter((line) => line !== undefined)
        .join("\n");
}

function facts(offer: EndpointServiceOffer): Record<string, string> {
    const { regionId, supportedRegionIds = [], zoneIds, ports, hostNames, accountId } = offer;
    return {
        "Owner": `account ${accountId}`,
        "Region": regionId,
        "Other regions":
            supportedRegionIds.join(", ") || "none: create the endpoint in this region",
        [`Zones in ${regionId}`]: zoneIds.join(", "),
        "Ports": ports.map(({ port, protocol }) => `${port}/${protocol}`).join(", ") || "not said",
        "Names in the certificate": hostNames?.join(", ") ?? "not said",
        "Idle connections": idleTimeout(offer),
        "Cost": cost(offer),
    };
}

function idleTimeout({ idleTimeoutSeconds }: EndpointServiceOffer): string {
    return idleTimeoutSeconds === undefined
        ? "not said"
        : `end after ${idleTimeoutSeconds} seconds. Let clients send something more often, for instance by TCP keepalive`;
}

function cost({ payer, zoneIds }: EndpointServiceOffer): string {
    if (payer === undefined) {
        return "not said who pays";
    }
    if (payer === "EndpointService") {
        return "the owner pays for the connection";
    }
    const perZone = (PRICE.zoneHour * HOURS_PER_MONTH).toFixed(2);
    return (
        `you pay, as documented: USD ${PRICE.zoneHour} for each zone of the endpoint and hour ` +
        `(USD ${perZone} per zone in 30 days, ${zoneIds.length} ${zoneIds.length === 1 ? "zone" : "zones"} at most in ` +
        `the service's region), and USD ${PRICE.gigabyte} for each GB in either direction. Traffic between regions costs extra`
    );
}

function steps({ acceptanceRequired, hostNames }: EndpointServiceOffer): string[] {
    return [
        "Create an interface endpoint in your VPC, with a vSwitch in each of its zones: two zones or more survive the loss of one.",
        "Open its security group to your clients at the ports above, and to nothing else.",
        acceptanceRequired
            ? "Send the owner the request, `pulumi stack output request --json`. The owner accepts the endpoint; until then it is not connected."
            : "The endpoint connects by itself: the owner does not accept each one.",
        hostNames === undefined
            ? "Clients use the endpoint's domain, or private DNS names of your own (PrivateDnsName)."
            : `Give the endpoint a name that the certificate is for, ${hostNames.join(" or ")}, with PrivateDnsName, or clients will refuse it.`,
    ];
}

function program({ regionId, zoneIds }: EndpointServiceOffer): string {
    const zones = zoneIds.map((zoneId) => `{ zoneId: "${zoneId}", vswitchId: "<vsw-...>" }`);
    return [
        `// Provider in ${regionId}. The offer below is in the stack's config: pulumi config set offer "$(cat offer.json)"`,
        'const endpoint = new InterfaceEndpoint("service", {',
        '    offer: await readOffer(new pulumi.Config().require("offer")),',
        '    vpcId: "<vpc-...>",',
        `    zones: [${zones.join(", ")}],`,
        "});",
    ].join("\n");
}
