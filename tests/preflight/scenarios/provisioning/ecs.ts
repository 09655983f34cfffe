import { ECS } from "../../../emulator/client";
import { type Provisions, tagsOf } from "./provision";

/** The calls that the provider makes for a resource of ECS, and the state that comes of them. */
export const SECURITY_GROUPS: Provisions = {
    "ecs/securityGroup:SecurityGroup": async (clients, inputs) => {
        const { SecurityGroupId } = await clients.call(ECS, "CreateSecurityGroup", {
            SecurityGroupName: inputs.securityGroupName,
            Description: inputs.description,
            VpcId: inputs.vpcId,
            SecurityGroupType: inputs.securityGroupType,
            Tag: tagsOf(inputs),
        });
        return { id: SecurityGroupId, state: inputs };
    },
    "ecs/securityGroupRule:SecurityGroupRule": async (clients, inputs) => {
        const { ipProtocol, portRange, cidrIp, policy, priority } = inputs;
        await clients.call(ECS, "AuthorizeSecurityGroup", {
            SecurityGroupId: inputs.securityGroupId,
            Permissions: [
                {
                    IpProtocol: ipProtocol,
                    PortRange: portRange,
                    SourceCidrIp: cidrIp,
                    Policy: policy,
                    Priority: priority,
                },
            ],
        });
        return {
            id: [inputs.securityGroupId, ipProtocol, portRange, cidrIp].join(":"),
            state: inputs,
        };
    },
};
