import type * as pulumi from "@pulumi/pulumi";

import type { Preflight } from "./preflight";
import { noted } from "./preflight/questions";
import { endpointsInVpc, ownServices, quota } from "./preflight/quotaLookups";
import * as rules from "./preflight/rules";

/**
 * What a new resource has to wait for: nothing, once it is certain that there is room for it. It is given
 * as `dependsOn`, so that no property becomes unknown at preview for the sake of the others.
 */
export type Room = pulumi.Input<pulumi.Resource[]>;

const ROOM: Room = [];

/** Descriptions of the services that the program's components make, in their order. */
const describedServices = noted<string>();
/** VPCs of the endpoints that the program's components make and that are not there yet. */
const vpcsOfNewEndpoints = noted<string>();

/**
 * Room for a service in its account. One that is there already, by its description, takes up no more of
 * it; which are there is asked only where the quota is used up.
 */
export function roomInAccount(
    preflight: Preflight,
    description: pulumi.Input<string>,
    parent: pulumi.Resource,
): Room {
    return preflight.askingFor({ description, room: ROOM }, "room", async (later, known) => {
        const noticed = describedServices(parent);
        const before = [...noticed];
        noticed.push(known.description);
        const limit = await quota(rules.SERVICES_PER_ACCOUNT, parent);
        if (limit?.used === undefined || limit.used + before.length < limit.total) {
            return;
        }
        const services = await ownServices(parent);
        const isThere = (wanted: string) =>
            services?.some(({ serviceDescription }) => serviceDescription === wanted);
        if (services === undefined || isThere(known.description)) {
            return;
        }
        const planned = before.filter((each) => !isThere(each)).length;
        const facts = { quota: limit.total, used: limit.used, planned, ...known };
        later.holds("", facts, rules.serviceQuota);
    });
}

/** What tells an endpoint from others of its VPC. */
interface Endpoint {
    readonly name: pulumi.Input<string>;
    readonly vpcId: pulumi.Input<string>;
    readonly serviceName: pulumi.Input<string> | undefined;
    readonly serviceId: pulumi.Input<string> | undefined;
}

/**
 * Room for an endpoint in its VPC. One that is there already takes up no more of it: by its name, or by its
 * service, for the name may be about to change. The quota is asked for only where it could be used up.
 */
export function roomInVpc(preflight: Preflight, endpoint: Endpoint, parent: pulumi.Resource): Room {
    return preflight.askingFor(
        { ...endpoint, room: ROOM },
        "room",
        async (later, { name, vpcId, serviceName, serviceId }) => {
            const endpoints = (await endpointsInVpc(vpcId, parent))?.endpoints;
            const isThere = endpoints?.some(
                (each) =>
                    each.vpcEndpointName === name ||
                    each.serviceName === serviceName ||
                    each.serviceId === serviceId,
            );
            if (endpoints === undefined || isThere === true) {
                return;
            }
            const noticed = vpcsOfNewEndpoints(parent);
            const planned = noticed.filter((each) => each === vpcId).length;
            noticed.push(vpcId);
            if (endpoints.length + planned === 0) {
                return;
            }
            const limit = await quota(rules.ENDPOINTS_PER_VPC, parent);
            if (limit !== undefined) {
                const facts = { quota: limit.total, used: endpoints.length, planned, vpcId, name };
                later.holds("vpcId", facts, rules.endpointQuota);
            }
        },
    );
}
