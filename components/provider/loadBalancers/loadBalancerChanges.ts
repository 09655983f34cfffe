import * as pulumi from "@pulumi/pulumi";

import type { ChildChecks } from "../../preflight";
import { type DeployedResource, deployedWith } from "../../preflight/deployedResources";
import { attachedLoadBalancers, connectedEndpoints } from "../../preflight/lookups/privateLink";
import * as rules from "../../preflight/rules";
import { type Deployed, type DeployedLoadBalancer, importedId } from "./deployedLoadBalancer";

const ATTACHMENT = "alicloud:privatelink/vpcEndpointServiceResource:VpcEndpointServiceResource";

/** An argument that cannot change in place, and the output in which the deployed load balancer shows it. */
export interface ImmutableArgument {
    readonly path: string;
    readonly output: string;
    readonly value: pulumi.Input<string> | undefined;
}

/** Checks that a deployed load balancer can be replaced if a value requires it. Removing a value changes nothing. */
export function checkReplacement(
    checks: ChildChecks,
    deployed: Deployed,
    values: readonly ImmutableArgument[],
    parent: pulumi.Resource,
): void {
    for (const { path, output, value } of values.filter((each) => each.value !== undefined)) {
        checks.lookUp({ value }, async ({ value: to = "" }, report) => {
            const found = await deployed;
            const from = found?.outputs[output];
            if (found === undefined || typeof from !== "string" || from === to) {
                return;
            }
            const replaced = { id: String(found.outputs.id), from, to };
            const facts = { ...replaced, isProtected: isProtected(found) };
            report.check(path, facts, rules.replacedLoadBalancerNotProtected);
            for (const users of await connectedServices(replaced.id, parent)) {
                report.check(path, { ...replaced, ...users }, rules.replacedLoadBalancerNotInUse);
            }
        });
    }
}

/**
 * Checks that a component can serve with another load balancer than before, where one of the two existed
 * before the component. Its listeners are then recreated on the other one, and what it created is deleted.
 */
export function checkLoadBalancerIdChange(
    checks: ChildChecks,
    deployed: DeployedLoadBalancer,
    loadBalancerId: pulumi.Input<string> | undefined,
    parent: pulumi.Resource,
): void {
    const path = "loadBalancerId";
    checks.lookUp({ to: loadBalancerId }, async ({ to }, report) => {
        const [from, own] = await Promise.all([deployed.id, deployed.own]);
        if (from === undefined || !(await isOtherLoadBalancer(deployed, to, parent))) {
            return;
        }
        const users = await connectedServices(from, parent);
        for (const { serviceId, endpointIds } of users) {
            const facts = { from, to, isOwn: own !== undefined, serviceId, endpointIds };
            report.check(path, facts, rules.formerLoadBalancerNotInUse);
        }
        if (own !== undefined && to !== undefined) {
            const facts = { id: from, from, to, isProtected: isProtected(own) };
            report.check(path, facts, rules.replacedLoadBalancerNotProtected);
            if (!facts.isProtected && users.every(({ endpointIds }) => endpointIds.length === 0)) {
                void pulumi.log.warn(
                    `${report.component}: ${path}: "${to}" replaces load balancer ${from}, which this component created and Pulumi deletes.`,
                );
            }
        }
    });
}

/** Whether a component is to use another load balancer, or to make one in place of an existing one. */
async function isOtherLoadBalancer(
    deployed: DeployedLoadBalancer,
    to: string | undefined,
    parent: pulumi.Resource,
): Promise<boolean> {
    const from = await deployed.id;
    const isKept = to === undefined && !(await deployed.isExisting);
    const isOther = from !== (to ?? importedId(deployed, parent));
    return from !== undefined && !isKept && isOther;
}

/**
 * The arguments whose change replaces the load balancer; none if it stays. After an update that failed halfway,
 * that is the load balancer which this update created.
 */
export async function changesThatReplace(
    {
        to,
        values,
    }: { readonly to?: string; readonly values: readonly pulumi.Unwrap<ImmutableArgument>[] },
    deployed: DeployedLoadBalancer,
    parent: pulumi.Resource,
): Promise<string[]> {
    if (await isOtherLoadBalancer(deployed, to, parent)) {
        return ["loadBalancerId"];
    }
    const found = await deployed.found;
    const isChanged = ({ output, value }: pulumi.Unwrap<ImmutableArgument>) =>
        value !== undefined &&
        typeof found?.outputs[output] === "string" &&
        found.outputs[output] !== value;
    return to === undefined ? values.filter(isChanged).map(({ path }) => path) : [];
}

/** A CLB has it as a word, an ALB in a block. */
function isProtected({ outputs }: DeployedResource): boolean {
    const block = outputs.deletionProtectionConfig as { readonly enabled?: boolean } | undefined;
    return outputs.deleteProtection === "on" || block?.enabled === true;
}

/** The services that a load balancer is attached to, each with the endpoints that are connected. */
async function connectedServices(id: string, parent: pulumi.Resource) {
    const serviceIds = await attachedServiceIds(id, parent);
    const users = await Promise.all(
        serviceIds.map((serviceId) => connectedEndpoints(serviceId, parent)),
    );
    return users.flatMap((each) => each ?? []);
}

async function attachedServiceIds(id: string, parent: pulumi.Resource): Promise<readonly string[]> {
    const attached = await attachmentsOf(id);
    if (attached.length > 0) {
        return [...new Set(attached.map(({ serviceId }) => serviceId))];
    }
    // It may be a program of its own that publishes the load balancer.
    const services = (await attachedLoadBalancers(parent)) ?? [];
    return services
        .filter(({ loadBalancerIds }) => loadBalancerIds.includes(id))
        .map(({ serviceId }) => serviceId);
}

/** The services of this stack in which a load balancer serves, and the zones. */
export async function attachmentsOf(
    id: string,
): Promise<{ readonly serviceId: string; readonly zoneId: string }[]> {
    return (await deployedWith(ATTACHMENT, "resourceId", id)).map(({ outputs }) => ({
        serviceId: String(outputs.serviceId),
        zoneId: String(outputs.zoneId),
    }));
}
