import { Collection, type Owned } from "../../collection";
import type { Command, Invocation } from "./cloudAssistant/state";

export interface SecurityGroupRule {
    readonly id: string;
    readonly direction: "ingress" | "egress";
    /** As the cloud answers it: `TCP`, `UDP`, `ICMP`, `GRE`, `ALL`. */
    ipProtocol: string;
    portRange: string;
    /** The other side, byte for byte as the caller sent it; empty when the other side is a group. */
    cidrIp: string;
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

/** A security group that another product made for a load balancer of the account. */
export interface ManagedSecurityGroup extends SecurityGroup {
    readonly loadBalancerId: string;
}

/** A network interface: of an instance, or one that another product put into a vSwitch of the account. */
export interface NetworkInterface extends Owned {
    readonly vpcId: string;
    readonly vswitchId: string;
    readonly zoneId: string;
    readonly privateIpAddress: string;
    readonly macAddress: string;
    securityGroupIds: string[];
    /** Set for an instance's interface. */
    readonly instanceId?: string;
    /** Set for an interface that a product manages; its owner cannot change or delete it through ECS. */
    readonly managedBy?: "privatelink" | "gwlb";
    readonly createdAt: Date;
    readonly tags: Map<string, string>;
}

/** A system disk: it is made and released with its instance. */
export interface Disk extends Owned {
    readonly zoneId: string;
    readonly instanceId: string;
    readonly imageId: string;
    readonly category: string;
    /** Of the category cloud_essd only; empty for the others. */
    readonly performanceLevel: string;
    readonly sizeGib: number;
    readonly name: string;
    readonly description: string;
    readonly createdAt: Date;
    readonly tags: Map<string, string>;
}

export type InstanceStatus = "Pending" | "Starting" | "Running" | "Stopping" | "Stopped";

export interface Instance extends Owned {
    readonly vpcId: string;
    readonly vswitchId: string;
    readonly zoneId: string;
    readonly networkInterfaceId: string;
    readonly privateIpAddress: string;
    readonly systemDiskId: string;
    name: string;
    description: string;
    hostName: string;
    readonly imageId: string;
    instanceType: string;
    /** As the caller sent it: base64. */
    userData: string;
    /** That of the first boot: the only one that is run. */
    readonly firstUserData: string;
    status: InstanceStatus;
    /** Set once the release has begun: from then on nothing else can be done to the instance. */
    releasing: boolean;
    deletionProtection: boolean;
    stoppedMode: "Not-applicable" | "KeepCharging" | "StopCharging";
    /** Of burstable types only; empty for the others. */
    creditSpecification: string;
    readonly internetChargeType: string;
    readonly metadata: {
        readonly httpEndpoint: string;
        readonly httpTokens: string;
        readonly httpPutResponseHopLimit: number;
    };
    resourceGroupId: string;
    readonly createdAt: Date;
    startedAt?: Date;
    readonly tags: Map<string, string>;
}

export class EcsState {
    readonly securityGroups = new Collection<SecurityGroup>("security group");
    readonly managedSecurityGroups = new Collection<ManagedSecurityGroup>("managed security group");
    readonly networkInterfaces = new Collection<NetworkInterface>("network interface");
    readonly disks = new Collection<Disk>("disk");
    readonly instances = new Collection<Instance>("ECS instance");
    readonly commands = new Collection<Command>("Cloud Assistant command");
    /** Records, not resources: they stay when the command and the instances are gone. */
    readonly invocations = new Collection<Invocation>("Cloud Assistant invocation");

    collections(): Collection<Owned>[] {
        return [
            this.securityGroups,
            this.managedSecurityGroups,
            this.networkInterfaces,
            this.disks,
            this.instances,
            this.commands,
        ];
    }
}
