import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";

import {
    policyActions,
    POLICY_NAMES,
    type PolicyName,
    readPolicy,
    type StatementDocument,
} from "../end-to-end/ramPolicies";

const MODELS = path.resolve(__dirname, "../../tools/emulator/api-models");
const ROLE = "ram:CreateServiceLinkedRole";

/**
 * An ARN with places for the region and the account: `acs:vpc:<region>:<account>:vswitch/*`. Quotas are one
 * product for all regions, and are confined to those of PrivateLink.
 */
const RESOURCE =
    /^acs:((privatelink|slb|alb|nlb|vpc|ecs):<region>:<account>:[a-z]+|quotas:\*:<account>:quota\/privatelink)\/\*$/;

/** The actions of the products' official models, as RAM names them. */
function officialActions(): Set<string> {
    const files = readdirSync(MODELS).map(
        (file) =>
            JSON.parse(readFileSync(path.join(MODELS, file), "utf8")) as {
                product: string;
                actions: object;
            },
    );
    return new Set(
        files.flatMap(({ product, actions }) =>
            Object.keys(actions).map((action) => `${product.toLowerCase()}:${action}`),
        ),
    );
}

describe("the RAM policies in docs/ram", () => {
    for (const name of POLICY_NAMES) {
        const statements = (): readonly StatementDocument[] => readPolicy(name).Statement;

        it(`${name}.json allows actions of the official models, without duplicates, by their full names`, () => {
            const { Version, Statement } = readPolicy(name);
            assert.equal(Version, "1");
            assert.deepEqual([...new Set(Statement.map(({ Effect }) => Effect))], ["Allow"]);
            const actions = policyActions(name);
            const official = officialActions();
            assert.deepEqual(
                actions.filter((action) => action !== ROLE && !official.has(action)),
                [],
            );
            assert.deepEqual(actions, [...new Set(actions)]);
        });

        it(`${name}.json confines PrivateLink to the account's own resources`, () => {
            for (const { Action, Resource } of statements()) {
                const products = new Set(Action.map((action) => action.split(":")[0]));
                if (Resource === "*") {
                    assert.ok(!products.has("privatelink"), Action.join(", "));
                } else {
                    assert.equal(products.size, 1, Action.join(", "));
                    assert.deepEqual(
                        [...Resource].filter((arn) => !RESOURCE.test(arn)),
                        [],
                    );
                }
            }
        });
    }

    it("let only the check stack run commands, and only those of the account on its own instances", () => {
        const running = POLICY_NAMES.flatMap((name) => readPolicy(name).Statement).filter(
            ({ Action }) => Action.some((action) => /^ecs:(Run|Invoke)Command$/.test(action)),
        );
        assert.deepEqual(running, [
            {
                Effect: "Allow",
                Action: ["ecs:InvokeCommand", "ecs:RunCommand"],
                Resource: [
                    "acs:ecs:<region>:<account>:command/*",
                    "acs:ecs:<region>:<account>:instance/*",
                ],
            },
        ]);
    });

    /** The services whose roles each policy lets the first resource of an account create. */
    const SERVICES: Readonly<Partial<Record<PolicyName, string>>> = {
        "consumer": "privatelink.aliyuncs.com",
        "alb-provider": "alb.aliyuncs.com",
        "nlb-provider": "nlb.aliyuncs.com",
    };

    for (const name of POLICY_NAMES) {
        it(`${name}.json lets no role be created but that of ${SERVICES[name] ?? "nothing"}`, () => {
            const roles = readPolicy(name).Statement.filter(({ Action }) =>
                Action.some((action) => action.startsWith("ram:")),
            );
            const service = SERVICES[name];
            assert.deepEqual(
                roles,
                service === undefined
                    ? []
                    : [
                          {
                              Effect: "Allow",
                              Action: [ROLE],
                              Resource: "*",
                              Condition: { StringEquals: { "ram:ServiceName": [service] } },
                          },
                      ],
            );
        });
    }
});
