import * as pulumi from "@pulumi/pulumi";

import { promiseOf } from "../shared/dependencies";
import type { ChildChecks } from "../preflight";
import {
    deployedChild,
    type DeployedResource,
    deployedResources,
    deployedWith,
} from "../preflight/deployedResources";
import type { Report } from "../preflight/report";
import * as rules from "../preflight/rules";
import type { Rule } from "../preflight/rules/rule";
import { isDeferred } from "../preflight/rules/values";
import type { CompleteArgs, ServiceResource } from "./endpointServiceArgs";
import {
    type EndpointInUse,
    endpointsOfService,
    endpointsThrough,
    formatEndpoint,
} from "./endpointsInUse";

const ENDPOINT = "alicloud:privatelink/vpcEndpoint:VpcEndpoint";
const SERVICE = "alicloud:privatelink/vpcEndpointService:VpcEndpointService";
const ATTACHMENT = "alicloud:privatelink/vpcEndpointServiceResource:VpcEndpointServiceResource";
const CONNECTION = "alicloud:privatelink/vpcEndpointServiceConnection:VpcEndpointServiceConnection";

/** A load balancer behind a service, in one of its zones. */
interface Attachment {
    /** Undefined if it is not known at preview, because the load balancer will be replaced. */
    readonly loadBalancerId: string | undefined;
    readonly zoneId: string;
    /** Name of its resource. */
    readonly name: string;
    /** Path of the argument that configures it. */
    readonly path: string;
}

/**
 * Checks that a service that will be replaced has no endpoints outside of this stack: the cloud refuses to
 * delete it while they exist, and the new one would have another name. Endpoints of the same stack are
 * replaced with it.
 */
export function checkReplacement(
    checks: ChildChecks,
    name: string,
    { payer, serviceResourceType, ignoreConnectedEndpoints }: CompleteArgs,
    parent: pulumi.Resource,
): void {
    checks.lookUp({ payer, serviceResourceType }, async (wanted, report) => {
        const service = await deployedService(name);
        const changed = (["payer", "serviceResourceType"] as const).find(
            (property) =>
                service !== undefined && differs(service.outputs[property], wanted[property]),
        );
        if (service === undefined || changed === undefined) {
            return;
        }
        const serviceId = String(service.outputs.id);
        const own = (await deployedResources())?.filter(({ type }) => type === ENDPOINT) ?? [];
        const endpoints = (await endpointsOfService(serviceId, parent))
            .filter(({ endpointId }) => own.every(({ outputs }) => outputs.id !== endpointId))
            .map(formatEndpoint);
        const check = checkOrWarn(report, ignoreConnectedEndpoints);
        check(changed, { serviceId, endpoints }, rules.replacedServiceNotInUse);
    });
}

/** Checks a rule; where the program ignores connected endpoints, a finding is only a warning. */
function checkOrWarn(report: Report, ignoreConnectedEndpoints: boolean | undefined) {
    return <Facts>(path: string, facts: Facts, rule: Rule<Facts>): void => {
        if (ignoreConnectedEndpoints !== true) {
            report.check(path, facts, rule);
            return;
        }
        const problem = rule.problem(facts);
        if (problem !== undefined) {
            void pulumi.log.warn(`${report.component}: ${path}: ${problem}`);
        }
    };
}

/**
 * Checks that no load balancer is detached from the service, or from a zone, while an endpoint is connected
 * through it. The cloud refuses that (EndpointServiceConnectionDependence), after everything else has been
 * replaced, and in every later update.
 */
export function checkAttachments(
    checks: ChildChecks,
    name: string,
    {
        serviceResources,
        ignoreConnectedEndpoints,
    }: Pick<CompleteArgs, "ignoreConnectedEndpoints"> & {
        readonly serviceResources: readonly ServiceResource[];
    },
    parent: pulumi.Resource,
): void {
    const loadBalancerIds = serviceResources.map(({ loadBalancerId }) =>
        isDeferred(loadBalancerId) ? promiseOf(loadBalancerId) : loadBalancerId,
    );
    // The state changes while the program waits for the ids.
    void deployedResources();
    checks.lookUp({ loadBalancerIds }, async ({ loadBalancerIds: ids }, report) => {
        const planned = serviceResources.flatMap((serviceResource, index) =>
            attachmentsOf(name, serviceResource, index, (ids as (string | undefined)[])[index]),
        );
        const { serviceId, attachments: deployed } = await deployedAttachments(name);
        const lost = deployed.filter(({ outputs }) => !planned.some(isAttachmentOf(outputs)));
        if (serviceId === undefined || lost.length === 0) {
            return;
        }
        const kept = deployed.filter((each) => !lost.includes(each));
        const { certain, possible } = await endpointsThrough(
            await endpointsOfService(serviceId, parent),
            lost.map(servedZone),
            kept.map(servedZone),
            parent,
        );
        const [first] = lost;
        const path = planned.find((each) => each.name === first.name)?.path ?? "serviceResources";
        const facts = {
            serviceId,
            loadBalancers: lost.map(
                ({ outputs }) => `${String(outputs.resourceId)} in ${String(outputs.zoneId)}`,
            ),
            endpoints: certain.map(formatEndpoint),
            connections: await connectionNames(serviceId, certain),
        };
        checkOrWarn(report, ignoreConnectedEndpoints)(path, facts, rules.attachmentsNotInUse);
        if (certain.length === 0 && possible.length > 0) {
            void pulumi.log.warn(
                `${report.component}: ${path}: ${facts.loadBalancers.join(", ")} of ${serviceId} will be detached. The cloud refuses that if one ` +
                    `of these endpoints uses it, whose zones only their owner can read: ${possible.map(formatEndpoint).join(", ")}. ` +
                    "Close their connections first if in doubt.",
            );
        }
    });
}

function attachmentsOf(
    name: string,
    serviceResource: ServiceResource,
    index: number,
    loadBalancerId: string | undefined,
): Attachment[] {
    return serviceResource.zoneIds.map((zoneId) => ({
        loadBalancerId,
        zoneId,
        name: attachmentName(name, serviceResource.name, zoneId),
        path: `serviceResources[${index}].loadBalancerId`,
    }));
}

function isAttachmentOf({ resourceId, zoneId }: DeployedResource["outputs"]) {
    return (planned: Attachment) =>
        planned.loadBalancerId === resourceId && planned.zoneId === zoneId;
}

function servedZone({ outputs: { zoneId, resourceId } }: DeployedResource) {
    return { zoneId: String(zoneId), loadBalancerId: String(resourceId) };
}

/** Names of the connections of this stack that must be closed first. */
async function connectionNames(
    serviceId: string,
    connections: readonly EndpointInUse[],
): Promise<string[]> {
    return (await deployedWith(CONNECTION, "serviceId", serviceId))
        .filter(({ outputs }) =>
            connections.some(({ endpointId }) => endpointId === outputs.endpointId),
        )
        .map(({ name }) => name);
}

/** Name of the resource of an attachment. */
export function attachmentName(
    serviceName: string,
    name: string | undefined,
    zoneId: string,
): string {
    return `${serviceName}-${rules.attachmentKey({ name, zoneId })}`;
}

/**
 * The alias of an attachment whose entry got another name: the attachment of the same load balancer in the
 * same zone. A service can have a load balancer only once in a zone.
 */
export function attachmentAlias(
    serviceName: string,
    serviceResources: readonly ServiceResource[],
    { loadBalancerId, name }: ServiceResource,
    zoneId: string,
): pulumi.Output<pulumi.Alias> {
    const own = attachmentName(serviceName, name, zoneId);
    const planned = serviceResources.flatMap((each) =>
        each.zoneIds.map((zone) => attachmentName(serviceName, each.name, zone)),
    );
    const found = async (): Promise<pulumi.Alias> => {
        const { attachments } = await deployedAttachments(serviceName);
        if (attachments.length === 0 || attachments.some((each) => each.name === own)) {
            return { name: own };
        }
        const resourceId = await promiseOf(loadBalancerId);
        const former = attachments.find(
            ({ outputs, name: deployedName }) =>
                outputs.resourceId === resourceId &&
                outputs.zoneId === zoneId &&
                !planned.includes(deployedName),
        );
        return { name: former?.name ?? own };
    };
    return pulumi.output(found().catch((): pulumi.Alias => ({ name: own })));
}

/** The id of the service that is deployed, and its attachments. */
async function deployedAttachments(
    name: string,
): Promise<{ readonly serviceId?: string; readonly attachments: readonly DeployedResource[] }> {
    const service = await deployedService(name);
    if (service === undefined) {
        return { attachments: [] };
    }
    const serviceId = String(service.outputs.id);
    return { serviceId, attachments: await deployedWith(ATTACHMENT, "serviceId", serviceId) };
}

/** The service of an EndpointService, as the last update left it. */
export function deployedService(name: string): Promise<DeployedResource | undefined> {
    return deployedChild("EndpointService", SERVICE, name);
}

function differs(deployed: unknown, wanted: string): boolean {
    return typeof deployed === "string" && deployed !== "" && deployed !== wanted;
}
