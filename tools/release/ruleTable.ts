import * as path from "node:path";

import * as accounts from "../../components/preflight/rules/accounts";
import * as addresses from "../../components/preflight/rules/addresses";
import * as connections from "../../components/preflight/rules/connections";
import * as connectivity from "../../components/preflight/rules/connectivity";
import * as consumers from "../../components/preflight/rules/consumers";
import * as contracts from "../../components/preflight/rules/contracts";
import * as endpointServices from "../../components/preflight/rules/endpointServices";
import * as ids from "../../components/preflight/rules/ids";
import * as listeners from "../../components/preflight/rules/listeners";
import * as loadBalancerChanges from "../../components/preflight/rules/loadBalancerChanges";
import * as loadBalancers from "../../components/preflight/rules/loadBalancers";
import * as names from "../../components/preflight/rules/names";
import * as networkLoadBalancers from "../../components/preflight/rules/networkLoadBalancers";
import * as numbers from "../../components/preflight/rules/numbers";
import * as privateDnsNames from "../../components/preflight/rules/privateDnsNames";
import * as quotas from "../../components/preflight/rules/quotas";
import type { Rule } from "../../components/preflight/rules/rule";
import * as securityGroupRules from "../../components/preflight/rules/securityGroupRules";
import * as securityGroups from "../../components/preflight/rules/securityGroups";
import * as servers from "../../components/preflight/rules/servers";
import * as values from "../../components/preflight/rules/values";
import * as zones from "../../components/preflight/rules/zones";
import { PACKAGE_FOLDER } from "./packageFolder";

/** A rule, whatever it is about. */
export type AnyRule = Rule<unknown>;

export const RULE_TABLE_FILE = path.join(PACKAGE_FOLDER, "docs", "preflight.md");

/** What is in the table, by its headings: every rule that a module exports. */
const PARTS: Readonly<Record<string, Readonly<Record<string, object>>>> = {
    "Accounts and the whitelist": { accounts },
    "Offers and requests": { contracts },
    "Zones": { zones },
    "Addresses": { addresses },
    "Security groups": { securityGroups, securityGroupRules },
    "Endpoint services": { endpointServices },
    "Endpoints and connections": { connections },
    "Maps of consumers": { consumers },
    "Load balancers": { loadBalancers },
    "Changes to deployed load balancers": { loadBalancerChanges },
    "Listeners and servers": { listeners, servers },
    "NLBs": { networkLoadBalancers },
    "Connectivity checks": { connectivity },
    "Private DNS names": { privateDnsNames },
    "Quotas": { quotas },
    "Ids": { ids },
    "Names and texts": { names },
    "Numbers": { numbers },
    "Arguments": { values },
};

/** Every rule, under its heading and by its name: that of the export, after that of the module. */
export const RULE_GROUPS: Readonly<Record<string, Readonly<Record<string, AnyRule>>>> =
    Object.fromEntries(
        Object.entries(PARTS).map(([heading, modules]) => [
            heading,
            Object.fromEntries(
                Object.entries(modules).flatMap(([module, exported]) =>
                    rulesOf(exported).map(([name, rule]) => [`${module}.${name}`, rule]),
                ),
            ),
        ]),
    );

/** Every rule by its name. */
export const RULES: Readonly<Record<string, AnyRule>> = Object.assign(
    {},
    ...Object.values(RULE_GROUPS),
) as Record<string, AnyRule>;

const INTRODUCTION = `# What is checked before the cloud is asked

Written by \`npm run rules\` from the rules in \`components/\`; do not edit it.

Everything that the components refuse, they refuse by one of these rules: at preview where the values are
known by then, otherwise as soon as they are, before the resource that needs them. What is wrong in a
program is in one report. A finding ends with the id of its rule, which is the first column here.

A rule that looks something up asks the data source named in the last column, and is left out with
\`preflight: "offline"\`. The message is the one that follows the path of the property, for the example of
something wrong that comes with the rule.
`;

/** The text of docs/preflight.md. */
export function ruleTableText(): string {
    const parts = Object.entries(RULE_GROUPS).map(([heading, rules]) =>
        [
            `\n## ${heading}\n`,
            "| Id | Rule | What it prevents | What the message says | Where it comes from | Looked up |",
            "| --- | --- | --- | --- | --- | --- |",
            ...Object.values(rules).map(row),
            "",
        ].join("\n"),
    );
    return INTRODUCTION + parts.join("");
}

function row(rule: AnyRule): string {
    const { id, title, prevents, source, lookup = "" } = rule;
    const message = `\`${rule.problem(rule.example)}\``;
    const anchor = `<a id="${id}"></a>\`${id}\``;
    return `| ${[anchor, title, prevents, message, source, lookup].map(cell).join(" | ")} |`;
}

/** A pipe would end the cell. */
function cell(text: string): string {
    return text.replaceAll("|", "\\|");
}

function rulesOf(exported: object): [string, AnyRule][] {
    return Object.entries(exported)
        .filter((entry): entry is [string, AnyRule] => isRule(entry[1]))
        .sort(([one], [other]) => (one < other ? -1 : 1));
}

function isRule(value: unknown): value is AnyRule {
    return (
        typeof value === "object" &&
        value !== null &&
        "problem" in value &&
        "prevents" in value &&
        "example" in value
    );
}
