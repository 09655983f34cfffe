import * as pulumi from "@pulumi/pulumi";

import { accountOffer } from "../contract/accountOffer";
import type { EndpointServiceOffer } from "../contract/contract";
import { CONTRACT_VERSION } from "../contract/contractVersion";
import type { ChildChecks } from "../preflight";
import * as rules from "../preflight/rules";
import { type ServicePort, TransportProtocol } from "../shared/types";
import type { CompleteArgs, ServiceResource } from "./endpointServiceArgs";

/** The offer: what the service has become, and what its arguments say of it. */
export function offerOf(
    args: CompleteArgs,
    serviceResources: readonly ServiceResource[],
    service: pulumi.Inputs,
): pulumi.Output<EndpointServiceOffer> {
    const { acceptanceRequired, payer, supportedRegionIds, idleTimeoutSeconds } = args;
    return pulumi
        .output({
            ...service,
            ports: portsOf(args, serviceResources),
            acceptanceRequired,
            payer,
            whitelistedElsewhere: args.whitelistedElsewhere ?? true,
            hostNames: args.hostNames,
            idleTimeoutSeconds,
        })
        .apply(({ ports, whitelistedElsewhere, hostNames, idleTimeoutSeconds, ...offer }) => ({
            contractVersion: CONTRACT_VERSION,
            ...offer,
            ports: ports.map(({ port, protocol }) => ({
                port,
                protocol: protocol ?? TransportProtocol.Tcp,
            })),
            whitelistComplete: !whitelistedElsewhere,
            // What is not known is absent.
            ...(supportedRegionIds && { supportedRegionIds }),
            ...(hostNames && { hostNames }),
            ...(idleTimeoutSeconds !== undefined && { idleTimeoutSeconds }),
        })) as pulumi.Output<EndpointServiceOffer>;
}

/** The ports of the service: those of its arguments, or those at which its load balancers listen. */
function portsOf(
    { ports }: CompleteArgs,
    serviceResources: readonly ServiceResource[],
): pulumi.Input<ServicePort[]> {
    if (ports !== undefined) {
        return ports as pulumi.Input<ServicePort[]>;
    }
    return pulumi.all(serviceResources.map((each) => each.ports ?? [])).apply((lists) => {
        const byPort = lists.flat().map((each) => [`${each.port} ${each.protocol}`, each] as const);
        return [...new Map(byPort).values()];
    });
}

/** The same offer for each of its accounts, by UID, without the name of another. */
export function accountOffersOf(
    offer: pulumi.Output<EndpointServiceOffer>,
): pulumi.Output<Record<string, EndpointServiceOffer>> {
    return offer.apply((known) =>
        Object.fromEntries(
            (known.allowedAccountIds ?? []).map((uid) => [uid, accountOffer(known, uid)]),
        ),
    );
}

/** Checks what the offer alone has of the arguments. */
export function checkOfferArgs(checks: ChildChecks, args: CompleteArgs): void {
    checks.arguments(args, {
        whitelistedElsewhere: rules.aBoolean,
        hostNames: rules.certificateNames,
        idleTimeoutSeconds: rules.serviceIdleTimeout,
    });
}
