import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { inspect } from "node:util";

import { type Emulator, startEmulator } from "../../tools/emulator";
import type { Schema } from "../../tools/emulator/models";
import {
    BELONGING_KINDS,
    type BelongingKind,
    type Belongings,
    belongingsOf,
    LISTENER_PORTS,
} from "./belongings";
import { clients, type Clients, CONSUMER, PROVIDER } from "./client";
import { IMAGE, ZONE_A, ZONE_B } from "./networkScene";

/** What the parameters that are ids name. */
const KINDS: Readonly<Record<string, BelongingKind | undefined>> = {
    VpcId: "vpc",
    VSwitchId: "vswitch",
    RouteTableId: "route table",
    SecurityGroupId: "security group",
    SecurityGroupIds: "security group",
    SourceGroupId: "security group",
    DestGroupId: "security group",
    SecurityGroupRuleId: "security group rule",
    InstanceId: "instance",
    InstanceIds: "instance",
    ServerId: "instance",
    DiskId: "disk",
    DiskIds: "disk",
    NetworkInterfaceId: "network interface",
    EniId: "endpoint interface",
    LoadBalancerId: "load balancer",
    VServerGroupId: "server group",
    ServiceId: "service",
    EndpointId: "endpoint",
    CommandId: "command",
    InvokeId: "invocation",
};

/** What `ResourceId` names: by product, by action, and by the `ResourceType` beside it. */
const RESOURCE_TYPES: Readonly<Record<string, Record<string, Record<string, BelongingKind>>>> = {
    vpc: {
        "MoveResourceGroup": { vpc: "vpc" },
        "*": { VPC: "vpc", VSWITCH: "vswitch", ROUTETABLE: "route table" },
    },
    ecs: {
        "JoinResourceGroup": { instance: "instance", securitygroup: "security group" },
        "*": {
            instance: "instance",
            disk: "disk",
            securitygroup: "security group",
            eni: "network interface",
            command: "command",
        },
    },
    slb: {
        "MoveResourceGroup": { loadbalancer: "load balancer" },
        "*": { instance: "load balancer" },
    },
    privatelink: {
        "ChangeResourceGroup": { vpcendpoint: "endpoint", vpcendpointservice: "service" },
        "TagResources": { vpcendpoint: "endpoint", vpcendpointservice: "service" },
        "UntagResources": { vpcendpoint: "endpoint", vpcendpointservice: "service" },
        "ListTagResources": { vpcendpoint: "endpoint", vpcendpointservice: "service" },
        "*": { slb: "load balancer" },
    },
};

/** Ids of what no account of the emulator can have, for the emulator does not make it. */
const NOBODY_HAS = new Set([
    ...["AclId", "AutoSnapshotPolicyId", "CACertificateId", "ClusterId"],
    ...["ContainerId", "DedicatedHostClusterId", "DedicatedHostId", "DeploymentSetId"],
    ...["DestPrefixListId", "DhcpOptionsSetId", "HpcClusterId", "Id", "IpamPoolId"],
    ...["Ipv4IpamPoolId", "Ipv6GatewayId", "Ipv6IpamPoolId", "KMSKeyId", "LaunchTemplateId"],
    ...["ManagedHostId", "MasterSlaveServerGroupId", "NextHopId", "PortRangeListId"],
    ...["ReplacedResourceId", "RouteEntryId", "RouterId", "ServerCertificateId", "SnapshotId"],
    ...["SourcePrefixListId", "StorageClusterId", "StorageSetId", "VRouterId"],
]);
/** Ids of nobody's: regions, zones, public images, and accounts, which are tried beside every id. */
const COMMON =
    /^(Master|Slave)?ZoneId$|^(Service)?RegionId$|^ImageId$|OwnerId$|^UserId$|ResourceGroupId$/;

const CHANGED_GROUP = "rg-changed12345678";

/** Values of the parameters that an action requires, beside ids. */
const VALUES: Readonly<Record<string, unknown>> = {
    AutoAllocatedEnabled: false,
    BackendServers: "[]",
    Bandwidth: 100,
    CommandContent: Buffer.from("true").toString("base64"),
    DeleteProtection: "on",
    InnerAccessPolicy: "Drop",
    InstanceChargeType: "PayByCLCU",
    ListenerPort: 90,
    LoadBalancerName: "changed",
    LoadBalancerSpec: "slb.s1.small",
    LoadBalancerStatus: "inactive",
    ModificationProtectionStatus: "ConsoleProtection",
    Name: "changed",
    NewResourceGroupId: CHANGED_GROUP,
    ResourceGroupId: CHANGED_GROUP,
    ResourceType: "slb",
    Tag: [{ Key: "changed", Value: "changed" }],
    Type: "RunShellScript",
    ZoneId: ZONE_A,
};

const RULE = { IpProtocol: "tcp", PortRange: "90/90", Policy: "accept", Priority: 1 };
const CERTIFICATE = "1000000000000001_certificate";

/** What an action must be given before it looks at an id, beside what its model requires. */
function prerequisites(action: string, own: Belongings): Record<string, unknown> {
    const [, protocol] = /LoadBalancer(TCP|UDP|HTTPS|HTTP)Listener/.exec(action) ?? [];
    const http = protocol?.startsWith("HTTP") === true;
    const ofListener = {
        BackendServerPort: 80,
        ...(http ? { HealthCheck: "off", StickySession: "off", XForwardedFor: "on" } : {}),
        ...(protocol === "HTTPS" ? { ServerCertificateId: CERTIFICATE } : {}),
    };
    if (action.startsWith("CreateLoadBalancer") && protocol !== undefined) {
        return ofListener;
    }
    if (action.startsWith("SetLoadBalancer") && protocol !== undefined) {
        const ListenerPort = LISTENER_PORTS[protocol as keyof typeof LISTENER_PORTS];
        return { ...ofListener, ListenerPort, VServerGroup: "on" };
    }
    if (action.endsWith("BackendServers")) {
        const server = { ServerId: own.instance, Port: "80", Weight: "100" };
        return { BackendServers: JSON.stringify([server]) };
    }
    if (/SecurityGroup(Egress)?(Rule)?$/.test(action)) {
        return RULE;
    }
    switch (action) {
        case "RunInstances":
            return {
                ImageId: IMAGE,
                InstanceType: "ecs.c7.large",
                VSwitchId: own.vswitch,
                SecurityGroupId: own["security group"],
            };
        case "InvokeCommand":
            return { InstanceId: [own.instance] };
        case "CreateVpcEndpoint":
            return { ServiceId: own.service };
        case "AddZoneToVpcEndpoint":
            return { ZoneId: ZONE_B };
        case "AttachResourceToVpcEndpointService":
        case "DetachResourceFromVpcEndpointService":
        case "UpdateVpcEndpointServiceResourceAttribute":
            return { ResourceId: own["load balancer"] };
        default:
            return {};
    }
}

/** What stands beside an id inside a list, and what the list then excludes. */
const BESIDE: Readonly<Record<string, object>> = { Permissions: RULE, Zone: { ZoneId: ZONE_A } };
const EXCLUDED: Readonly<Record<string, readonly string[]>> = {
    Permissions: Object.keys(RULE),
    SecurityGroupIds: ["SecurityGroupId"],
};

interface Case {
    readonly product: string;
    readonly version: string;
    readonly action: string;
    readonly parameter: string;
    readonly kind: BelongingKind;
    /** The action's parameters that name an account. */
    readonly owners: readonly string[];
    parameters(own: Belongings, id: string): Record<string, unknown>;
}

const MODELS = path.resolve(__dirname, "../../tools/emulator/api-models");

function modelOf(product: string, version: string): Record<string, { request: Schema }> {
    const text = readFileSync(path.join(MODELS, `${product}-${version}.json`), "utf8");
    return (JSON.parse(text) as { actions: Record<string, { request: Schema }> }).actions;
}

/** Every place in an action's request that takes an id. */
function idsIn(schema: Schema, prefix = ""): { name: string; path: string; schema: Schema }[] {
    return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
        const path = `${prefix}${name}`;
        if (property.type === "object") {
            return idsIn(property, `${path}.`);
        }
        if (property.type === "array" && property.items?.type === "object") {
            return idsIn(property.items, `${path}.1.`);
        }
        return /Ids?$/.test(name) ? [{ name, path, schema: property }] : [];
    });
}

/** An id as its parameter is written: some take a list, some the text of one. */
function written(name: string, schema: Schema, id: string): unknown {
    if (schema.type === "array") {
        return [id];
    }
    return name.endsWith("Ids") ? JSON.stringify([id]) : id;
}

/** Puts a value at a path such as `Zone.1.VSwitchId`. */
function place(path: string, value: unknown): Record<string, unknown> {
    const [name, ...rest] = path.split(".");
    if (rest.length === 0) {
        return { [name]: value };
    }
    return rest[0] === "1"
        ? { [name]: [{ ...BESIDE[name], ...place(rest.slice(1).join("."), value) }] }
        : { [name]: place(rest.join("."), value) };
}

/** What an action requires, of the caller's own. */
function required(schema: Schema, own: Belongings): Record<string, unknown> {
    return Object.fromEntries(
        (schema.required ?? [])
            .filter((name) => name !== "RegionId")
            .map((name) => {
                const kind = KINDS[name];
                const property = (schema.properties ?? {})[name];
                return [
                    name,
                    kind === undefined ? VALUES[name] : written(name, property, own[kind]),
                ];
            }),
    );
}

/** Every place that takes an id in the actions that the emulator has, and ids of no kind known here. */
function casesOf(emulator: Emulator): { cases: Case[]; unknown: string[] } {
    const cases: Case[] = [];
    const unknown: string[] = [];
    for (const { name: product, version, actions } of emulator.products) {
        if (!Object.hasOwn(RESOURCE_TYPES, product)) {
            continue;
        }
        const model = modelOf(product, version);
        for (const action of Object.keys(actions)) {
            const found = placesIn(product, action, model[action].request);
            unknown.push(...found.unknown.map((place) => `${product} ${action} ${place}`));
            cases.push(...found.places.map((place) => ({ product, version, action, ...place })));
        }
    }
    return { cases, unknown };
}

function placesIn(product: string, action: string, request: Schema) {
    const places: Pick<Case, "parameter" | "kind" | "owners" | "parameters">[] = [];
    const unknown: string[] = [];
    const owners = Object.keys(request.properties ?? {}).filter((name) => /OwnerId$/.test(name));
    const add = (
        parameter: string,
        kind: BelongingKind,
        naming: (id: string) => Record<string, unknown>,
    ): void => {
        places.push({
            parameter,
            kind,
            owners,
            parameters: (own, id) => {
                const all = {
                    ...required(request, own),
                    ...prerequisites(action, own),
                    ...naming(id),
                };
                const excluded = EXCLUDED[parameter.split(".")[0]] ?? [];
                return { ...all, ...Object.fromEntries(excluded.map((name) => [name, undefined])) };
            },
        });
    };
    for (const { name, path, schema } of idsIn(request)) {
        const kind = KINDS[name];
        if (kind !== undefined) {
            add(path, kind, (id) => place(path, written(name, schema, id)));
        } else if (name === "ResourceId") {
            const types = RESOURCE_TYPES[product][action] ?? RESOURCE_TYPES[product]["*"];
            for (const [type, kind] of Object.entries(types)) {
                add(`${path} of a ${type}`, kind, (id) => ({
                    ResourceType: type,
                    ...place(path, written(name, schema, id)),
                }));
            }
        } else if (!NOBODY_HAS.has(name) && !COMMON.test(name)) {
            unknown.push(path);
        }
    }
    if (request.properties?.BackendServers !== undefined) {
        add("BackendServers", "instance", (id) => ({
            BackendServers: JSON.stringify([{ ServerId: id, Port: "80", Weight: "100" }]),
        }));
    }
    return { places, unknown };
}

/** An id of the same form that nothing has. */
function absent(id: string): string {
    return id.replace(/-.*/, "-00000000000000000000");
}

/** What is answered, the id that was sent and what differs from call to call left out. */
async function answerTo(
    { call }: Clients,
    { version, action }: Case,
    parameters: Record<string, unknown>,
    id: string,
): Promise<string> {
    const answer = await call({ version }, action, parameters).then(
        (body) => ({ status: 200, ...body }),
        (error: { code: string; statusCode?: number; data: Record<string, unknown> }) => ({
            status: error.statusCode ?? error.data.statusCode,
            code: error.code,
            message: error.data.Message,
        }),
    );
    return JSON.stringify({ ...answer, RequestId: undefined }).replaceAll(id, "<id>");
}

/** Everything that an account has, to the last field. */
function holdingsOf(emulator: Emulator, accountId: string): string {
    const { cloud } = emulator;
    const members = [cloud.vpc, cloud.ecs, cloud.slb, cloud.alb, cloud.privatelink]
        .flatMap((state) => state.collections())
        .flatMap((collection) => collection.all())
        .filter((member) => member.accountId === accountId);
    return inspect(members, { depth: Infinity, maxArrayLength: null, maxStringLength: null });
}

/**
 * Where the cloud distinguishes a service that does not exist from one whose whitelist lacks the account: the
 * code is documented, and the service's name is what its owner gives away.
 */
const TOLD_APART: Readonly<Record<string, string>> = {
    "CreateVpcEndpoint ServiceId": "EndpointServiceNotAuthorized",
};

/** What does not exist, in the words of the products; or a parameter that the emulator refuses by name. */
const UNKNOWN_TO_THE_CALLER =
    /NotFound|NotExist|does not exist|do not exist|EmulatorUnsupportedParameter/;

describe("an id of another account", () => {
    let emulator: Emulator;
    let caller: Clients;
    let own: Belongings;
    let foreign: Belongings;
    let found: ReturnType<typeof casesOf>;

    before(async () => {
        emulator = await startEmulator({ transitionMilliseconds: 5 });
        emulator.cloud.resourceGroups.add({
            accountId: PROVIDER.accountId,
            id: CHANGED_GROUP,
            name: "changed",
        });
        caller = clients(emulator, PROVIDER);
        own = await belongingsOf(emulator, PROVIDER, "word-of-the-caller");
        foreign = await belongingsOf(emulator, CONSUMER, "word-of-the-other");
        found = casesOf(emulator);
    });

    after(() => emulator?.stop());

    const nameOf = ({ action, parameter }: Case) => `${action} ${parameter}`;

    /** The answers for the other account's id and for one that nothing has. */
    async function bothAnswers(each: Case, more: Record<string, unknown> = {}) {
        const id = foreign[each.kind];
        const nothing = absent(id);
        const ask = (named: string) =>
            answerTo(caller, each, { ...more, ...each.parameters(own, named) }, named);
        return { forForeign: await ask(id), forNothing: await ask(nothing) };
    }

    it("is tried for every id that an action of VPC, ECS, CLB and PrivateLink takes", () => {
        assert.deepEqual(found.unknown, []);
        const products = new Set(found.cases.map(({ product }) => product));
        assert.deepEqual([...products].sort(), ["ecs", "privatelink", "slb", "vpc"]);
        const kinds = new Set(found.cases.map(({ kind }) => kind));
        assert.deepEqual([...kinds].sort(), [...BELONGING_KINDS].sort());
        assert.ok(found.cases.length > 200, `only ${found.cases.length} places`);
    });

    it("gets the same answer as an id that does not exist: status, code, message and list", async () => {
        for (const each of found.cases) {
            const { forForeign, forNothing } = await bothAnswers(each);
            if (nameOf(each) in TOLD_APART) {
                assert.equal(JSON.parse(forForeign).code, TOLD_APART[nameOf(each)]);
            } else {
                assert.equal(forForeign, forNothing, nameOf(each));
            }
        }
    });

    it("gets that answer even with its owner's UID in every parameter for an owner", async () => {
        for (const each of found.cases.filter((one) => !(nameOf(one) in TOLD_APART))) {
            const owners = each.owners.map((name) => [name, CONSUMER.accountId]);
            const { forForeign, forNothing } = await bothAnswers(each, Object.fromEntries(owners));
            assert.equal(forForeign, forNothing, nameOf(each));
        }
    });

    it("is not found, or finds nothing; the answer contains nothing of its owner", async () => {
        const secrets = [
            ...Object.values(foreign),
            ...["word-of-the-other", CONSUMER.accountId, CONSUMER.accessKeyId],
        ];
        for (const each of found.cases) {
            const { forForeign } = await bothAnswers(each);
            const { status } = JSON.parse(forForeign) as { status: number };
            assert.ok(
                status === 200 ||
                    nameOf(each) in TOLD_APART ||
                    UNKNOWN_TO_THE_CALLER.test(forForeign),
                `${nameOf(each)}: ${forForeign}`,
            );
            assert.deepEqual(
                secrets.filter((secret) => forForeign.includes(secret)),
                [],
                nameOf(each),
            );
        }
    });

    it("changes nothing: the other account's resources are the same to the last field", async () => {
        const before = holdingsOf(emulator, CONSUMER.accountId);
        assert.ok(before.includes("word-of-the-other"));
        for (const each of found.cases) {
            await bothAnswers(each);
        }
        assert.equal(holdingsOf(emulator, CONSUMER.accountId), before);
    });
});
