import { Collection, type Owned } from "../../collection";

export interface SecurityGroupRule {
    readonly id: string;
    readonly direction: "ingress" | "egress";
    readonly ipProtocol: string;
    readonly portRange: string;
    readonly cidrIp: string;
    readonly groupId: string;
    policy: "Accept" | "Drop";
    priority: number;
    description: string;
    readonly createdAt: Date;
}

export interface SecurityGroup extends Owned {
    readonly vpcId: string;
    name: string;
    description: string;
    readonly type: "normal" | "enterprise";
    innerAccessPolicy: "Accept" | "Drop";
    resourceGroupId: string;
    readonly rules: SecurityGroupRule[];
    readonly createdAt: Date;
    readonly tags: Map<string, string>;
}

/** A network interface: of an instance, or one that another product put into a vSwitch of the account. */
export interface NetworkInterface extends Owned {
    readonly vpcId: string;
    readonly vswitchId: string;
    readonly zoneId: string;
    readonly privateIpAddress: string;
    securityGroupIds: string[];
    /** Set for an instance's interface. */
    readonly instanceId?: string;
    /** Set for an interface that a product manages; its owner cannot change or delete it through ECS. */
    readonly managedBy?: "privatelink";
    readonly createdAt: Date;
}

export interface Instance extends Owned {
    readonly vpcId: string;
    readonly vswitchId: string;
    readonly zoneId: string;
    readonly networkInterfaceId: string;
    readonly privateIpAddress: string;
    name: string;
    description: string;
    hostName: string;
    readonly imageId: string;
    instanceType: string;
    /** As the caller sent it: base64. */
    userData: string;
    status: "Pending" | "Starting" | "Running" | "Stopping" | "Stopped";
    resourceGroupId: string;
    readonly createdAt: Date;
    readonly tags: Map<string, string>;
}

export class EcsState {
    readonly securityGroups = new Collection<SecurityGroup>("security group");
    readonly networkInterfaces = new Collection<NetworkInterface>("network interface");
    readonly instances = new Collection<Instance>("ECS instance");

    collections(): Collection<Owned>[] {
        return [this.securityGroups, this.networkInterfaces, this.instances];
    }
}
