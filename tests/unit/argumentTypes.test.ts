import * as assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { checkAddressPlan, InterfaceEndpoint, type InterfaceEndpointArgs } from "../../index";
import { type ArgumentType, EVERY_KEY } from "../../components/preflight/argumentTypes";
import { COMPONENT_ARGUMENTS } from "../../components/preflight/componentArguments";
import { EVERY_COMPONENT, EXPORTED } from "../schema/everyComponent";
import { REGION } from "./cloud";
import { findings, refused, run } from "./harness";

type Path = readonly (string | number)[];

/** What is no value of any argument of the type. */
const WRONG: Readonly<Record<string, unknown>> = {
    string: 7,
    number: "seven",
    boolean: "true",
    map: "key",
    list: "entry",
    object: "property",
};

/** Everything below a value, with its path and its type. */
function* places(
    value: unknown,
    type: ArgumentType,
    path: Path = [],
): Generator<{ readonly path: Path; readonly kind: string }> {
    if (value === undefined || pulumi.Output.isInstance(value) || type === "any") {
        return;
    }
    if (typeof type === "string") {
        yield { path, kind: type };
    } else if (Array.isArray(type)) {
        yield { path, kind: "list" };
        const [first] = value as unknown[];
        yield* places(first, (type as readonly [ArgumentType])[0], [...path, 0]);
    } else if (EVERY_KEY in type) {
        yield { path, kind: "map" };
        for (const [key, each] of Object.entries(value as object)) {
            yield* places(each, type[EVERY_KEY], [...path, key]);
        }
    } else {
        yield { path, kind: "object" };
        for (const [name, each] of Object.entries(value as object)) {
            const properties = type as Readonly<Record<string, ArgumentType>>;
            yield* places(each, properties[name], [...path, name]);
        }
    }
}

function textOf(path: Path): string {
    return path
        .map((key) => {
            const isUid = typeof key === "string" && /^\d+$/.test(key);
            return typeof key === "number" || isUid ? `[${JSON.stringify(key)}]` : `.${key}`;
        })
        .join("")
        .slice(1);
}

/** A copy with another value at a path. */
function withValue(target: unknown, [key, ...rest]: Path, value: unknown): unknown {
    if (key === undefined) {
        return value;
    }
    const inner = withValue((target as Record<string | number, unknown>)[key], rest, value);
    return Array.isArray(target)
        ? target.map((each: unknown, index) => (index === key ? inner : each))
        : { ...(target as object), [key]: inner };
}

async function reasonsFor(componentClass: string, args: unknown): Promise<string[]> {
    const Component = EXPORTED.find(({ name }) => name === componentClass) as unknown as new (
        name: string,
        args: unknown,
    ) => unknown;
    return findings(await refused(() => new Component("app", args)));
}

describe("The names and types of arguments", () => {
    for (const [what, { componentClass, args }] of Object.entries(EVERY_COMPONENT)) {
        const types = COMPONENT_ARGUMENTS[componentClass as keyof typeof COMPONENT_ARGUMENTS];
        const all = [...places(args, types)];

        it(`${what}: a misspelt name is found in each object`, async () => {
            for (const { path } of all.filter(({ kind }) => kind === "object")) {
                const place = [...path, "misspelt"];
                const found = await reasonsFor(componentClass, withValue(args, place, "value"));

                assert.equal(found.length, 1, found.join("\n"));
                const of = path.length === 0 ? componentClass : textOf(path);
                assert.ok(
                    found[0].startsWith(`${textOf(place)}: does not exist in ${of} and would be`),
                    found[0],
                );
            }
        });

        it(`${what}: a value of the wrong type is found in each place, once`, async () => {
            for (const { path, kind } of all.filter((each) => each.path.length > 0)) {
                const changed = withValue(args, path, WRONG[kind]);
                const found = await reasonsFor(componentClass, changed);

                // A rule about an object as a whole names the object.
                const names = [path, path.slice(0, -1)].map(textOf).filter((each) => each !== "");
                const about = found.filter((each) =>
                    names.some((name) => each.startsWith(`${name}: `)),
                );
                assert.equal(about.length, 1, `${textOf(path)}: ${found.join("\n")}`);
            }
        });
    }

    const GOOD: InterfaceEndpointArgs = {
        serviceId: "epsrv-1",
        vpcId: "vpc-1",
        zones: [{ zoneId: `${REGION}a`, vswitchId: "vsw-a" }],
        ports: [{ port: 80 }],
    };

    it("says the nearest name, also for one as another language writes it", async () => {
        const found = await reasonsFor("InterfaceEndpoint", {
            ...GOOD,
            clientCidrBlock: ["10.10.0.0/24"],
            icmp_allowed: false,
        });

        assert.deepEqual(found, [
            "clientCidrBlock: does not exist in InterfaceEndpoint and would be ignored. Use clientCidrBlocks, or remove it.",
            "icmp_allowed: does not exist in InterfaceEndpoint and would be ignored. Use icmpAllowed, or remove it.",
        ]);
    });

    it("allows a name whose value is undefined, because nothing is ignored", async () => {
        const args = { ...GOOD, clientCidrBlock: undefined };
        await run(() => new InterfaceEndpoint("app", args));
    });

    it("refuses a whole resource where its id belongs, in a short sentence", async () => {
        const vpc = await run(() => new pulumi.ComponentResource("test:index:Vpc", "main"));
        for (const [property, value] of [
            ["vpcId", vpc.result],
            ["securityGroupIds", ["sg-1", vpc.result]],
        ] as const) {
            const args = { ...GOOD, [property]: value };
            const found = await reasonsFor("InterfaceEndpoint", args);

            assert.deepEqual(found, [
                `${property}: found a whole resource. Must be one of its properties, for instance its id.`,
            ]);
        }
    });

    it("refuses arguments that are no object", async () => {
        const { error } = await refused(() => new InterfaceEndpoint("app", [] as never));

        assert.match(error.message, /found \[\]\. Must be an object with its properties\./);
    });

    it("are checked in an address plan", async () => {
        const plan = { vpcCidrBlock: "10.0.0.0/8", vswitchCidrBlocks: {}, adresses: {} };

        assert.deepEqual(findings(await refused(() => checkAddressPlan("main", plan))), [
            "adresses: does not exist in an address plan and would be ignored. Use addresses, or remove it.",
        ]);
    });
});
