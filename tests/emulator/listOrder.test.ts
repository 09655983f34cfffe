import { DescribeSecurityGroupsRequest } from "@alicloud/ecs20140526";
import { DescribeVpcsRequest } from "@alicloud/vpc20160428";
import assert from "node:assert/strict";

import { startEmulator } from "../../tools/emulator";
import { type Clients, clients, ECS, eventually, PRIVATELINK, REGION, VPC } from "./client";

/** Runs a test in an account without resources. */
async function inAccount(test: (client: Clients) => Promise<void>): Promise<void> {
    const emulator = await startEmulator();
    try {
        await test(clients(emulator));
    } finally {
        await emulator.stop();
    }
}

/** The names that a list answers, page by page, with what happens before each page but the first. */
async function pages<T>(
    read: (nextToken: string | undefined) => Promise<{ names: T[]; nextToken?: string }>,
    ...between: readonly (() => Promise<unknown>)[]
): Promise<T[][]> {
    const all: T[][] = [];
    for (let nextToken: string | undefined; ;) {
        const page = await read(nextToken);
        all.push(page.names);
        if (!Boolean(page.nextToken)) {
            return all;
        }
        nextToken = page.nextToken;
        await between[all.length - 1]?.();
    }
}

describe("a list of resources", () => {
    it("begins with the newest, and every page by number goes on from the one before", () =>
        inAccount(async ({ vpc, call }) => {
            for (const VpcName of ["one", "two", "three"]) {
                await call(VPC, "CreateVpc", { VpcName });
            }
            const names = async (pageNumber: number) => {
                const request = new DescribeVpcsRequest({
                    regionId: REGION,
                    pageNumber,
                    pageSize: 2,
                });
                const { body } = await vpc.describeVpcs(request);
                assert.equal(body?.totalCount, 3);
                return body.vpcs?.vpc?.map(({ vpcName }) => vpcName);
            };
            assert.deepEqual(await names(1), ["three", "two"]);
            assert.deepEqual(await names(2), ["one"]);
            assert.deepEqual(await names(3), []);
        }));

    it("has every resource once in its pages by token, whatever is created and deleted in between", () =>
        inAccount(async ({ ecs, call }) => {
            const { VpcId } = await call(VPC, "CreateVpc");
            await eventually(
                () => call(VPC, "DescribeVpcAttribute", { VpcId }),
                ({ Status }) => Status === "Available",
            );
            const ids = new Map<string, string>();
            const create = async (SecurityGroupName: string) => {
                const made = await call(ECS, "CreateSecurityGroup", { VpcId, SecurityGroupName });
                ids.set(SecurityGroupName, made.SecurityGroupId as string);
            };
            const remove = (name: string) =>
                call(ECS, "DeleteSecurityGroup", { SecurityGroupId: ids.get(name) });
            for (const name of ["g1", "g2", "g3", "g4", "g5", "g6", "g7"]) {
                await create(name);
            }
            const read = async (nextToken: string | undefined) => {
                const { body } = await ecs.describeSecurityGroups(
                    new DescribeSecurityGroupsRequest({
                        regionId: REGION,
                        maxResults: 2,
                        nextToken,
                    }),
                );
                return {
                    names:
                        body?.securityGroups?.securityGroup?.map((one) => one.securityGroupName) ??
                        [],
                    nextToken: body?.nextToken,
                };
            };
            const found = await pages(
                read,
                async () => {
                    await create("g8");
                    await remove("g7");
                },
                () => remove("g4"),
            );
            assert.deepEqual(found, [["g7", "g6"], ["g5", "g4"], ["g3", "g2"], ["g1"]]);
        }));

    it("keeps its pages by token also where entries are added at the end", () =>
        inAccount(async ({ call }) => {
            const { ServiceId } = await call(PRIVATELINK, "CreateVpcEndpointService");
            const add = (UserId: number) =>
                call(PRIVATELINK, "AddUserToVpcEndpointService", { ServiceId, UserId });
            await eventually(
                () => call(PRIVATELINK, "GetVpcEndpointServiceAttribute", { ServiceId }),
                ({ ServiceStatus }) => ServiceStatus === "Active",
            );
            for (const user of [11, 12, 13]) {
                await add(user);
            }
            const [first, ...rest] = await pages(
                async (NextToken) => {
                    const answer = await call(PRIVATELINK, "ListVpcEndpointServiceUsers", {
                        ServiceId,
                        MaxResults: 2,
                        NextToken,
                    });
                    const users = answer.Users as { UserId: number }[];
                    return {
                        names: users.map(({ UserId }) => UserId),
                        nextToken: answer.NextToken,
                    };
                },
                () => add(14),
            );
            assert.equal(first?.[1], 11);
            assert.deepEqual(rest, [[12, 13], [14]]);
        }));
});
