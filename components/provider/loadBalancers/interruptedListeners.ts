import * as pulumi from "@pulumi/pulumi";

import type { ChildChecks } from "../../preflight";
import { componentOf, type DeployedResource } from "../../preflight/deployedResources";
import { classicListeners } from "../../preflight/lookups/loadBalancers";
import type { ServicePort } from "../../shared/types";
import {
    type ClbListener,
    deployedListener,
    listenerProtocol,
    transportProtocol,
} from "./clbListener";
import type { DeployedLoadBalancer } from "./deployedLoadBalancer";

/**
 * Warns of a listener that an update began to create and did not finish. The provider creates a listener and
 * starts it, and repeats neither of the calls (resource_alicloud_slb_listener.go: 427, 450): a listener whose
 * creation was not answered cannot be created again (ListenerAlreadyExists), and one that was not started is
 * never started by another update.
 *
 * It costs a lookup only where the last update did not finish the listener.
 */
export function warnOfInterruptedListener(
    checks: ChildChecks,
    deployed: DeployedLoadBalancer,
    listener: ClbListener,
    loadBalancerId: pulumi.Input<string>,
    parent: pulumi.Resource,
): void {
    const { name } = deployed;
    const known = deployedListener(name, listener);
    checks.lookUp({ loadBalancerId }, async ({ loadBalancerId: id }) => {
        const loadBalancer = await deployed.found;
        const own = await known;
        if (loadBalancer?.outputs.id !== id || (await isFinished(loadBalancer, own, listener))) {
            return;
        }
        const protocol = listenerProtocol(listener);
        const status = (await classicListeners(id, parent))?.listeners.find(
            (each) => each.frontendPort === listener.port && each.protocol === protocol,
        )?.status;
        const found = `ClbServiceResource "${name}": load balancer ${id} has a listener for ${protocol} at port ${listener.port}`;
        if (status !== undefined && own === undefined) {
            void pulumi.log.warn(
                `${found} that is not in this stack. If an update was interrupted while it created the listener, run: npx alicloud-privatelink-repair. ` +
                    "If somebody else created it, choose another port. Otherwise the update fails with ListenerAlreadyExists.",
            );
        } else if (status === "stopped" && own !== undefined) {
            void pulumi.log.warn(
                `${found} that was created but not started, which no update does later. To create it again, run: pulumi up --replace '${own.urn}'`,
            );
        }
    });
}

/** Whether an update has finished the component since it has the listener. */
async function isFinished(
    loadBalancer: DeployedResource,
    own: DeployedResource | undefined,
    listener: ClbListener,
): Promise<boolean> {
    const component = await componentOf(loadBalancer);
    const ports = component?.outputs.ports as readonly ServicePort[] | undefined;
    const protocol = transportProtocol(listener);
    return (
        own !== undefined &&
        (ports ?? []).some((each) => each.port === listener.port && each.protocol === protocol)
    );
}
