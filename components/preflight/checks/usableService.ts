import * as pulumi from "@pulumi/pulumi";

import type { ChildChecks } from "..";
import { deployedChild } from "../deployedResources";
import { usableServices } from "../lookups/usableServices";

const ENDPOINT = "alicloud:privatelink/vpcEndpoint:VpcEndpoint";

/** An endpoint's service in the endpoint's own region, by name or id. */
interface RequestedService {
    readonly path: "serviceName" | "serviceId";
    readonly service: pulumi.Input<string>;
}

/**
 * Warns in a preview that the account may not create an endpoint of a service. It is no finding, because nothing tells a
 * service that does not exist from one whose owner has yet to put the account on its whitelist, which can happen before
 * the update or in it. Services of Alibaba Cloud itself are not looked up: nothing says that the list has them.
 */
export function warnOfUnusableService(
    checks: ChildChecks,
    name: string,
    { path, service }: RequestedService,
    parent: pulumi.Resource,
): void {
    if (!pulumi.runtime.isDryRun()) {
        return;
    }
    checks.lookUp({ service }, async (known, report) => {
        const { serviceId, regionId } = partsOf(known.service);
        if (serviceId === undefined || (await isDeployed(name, known.service))) {
            return;
        }
        const usable = await usableServices(parent);
        const isThere = usable?.serviceIds.has(serviceId);
        // The name of a service of another region is a finding of its own.
        if (isThere === false && (regionId ?? usable?.regionId) === usable?.regionId) {
            void pulumi.log.warn(
                report.withoutSecrets(
                    `${report.component}: ${path}: found "${known.service}", which is none of the endpoint services that account ` +
                        `${usable?.accountId} may use in ${usable?.regionId}. Either there is no such service, or its owner has not put the ` +
                        "account on the whitelist yet. Unless that is done before, the cloud refuses the endpoint.",
                ),
            );
        }
    });
}

/** The id of a service, and the region if it is given by its name. Services of Alibaba Cloud itself have no such id. */
function partsOf(service: string): { readonly serviceId?: string; readonly regionId?: string } {
    const [, regionId, serviceId] =
        /^(?:com\.aliyuncs\.privatelink\.([^.]+)\.)?(epsrv-[^.]+)$/.exec(service) ?? [];
    return { serviceId, regionId };
}

/** Whether the endpoint has been created for the service: it stays when the account is taken off the whitelist. */
async function isDeployed(name: string, service: string): Promise<boolean> {
    const deployed = await deployedChild("InterfaceEndpoint", ENDPOINT, name);
    return service === deployed?.outputs.serviceName || service === deployed?.outputs.serviceId;
}
