import * as pulumi from "@pulumi/pulumi";

import { checkedZonesOf } from "./endpointZones";
import type { ConnectivityRow } from "./report";
import { scriptOf } from "./script";
import { type CheckToRun, commandNameOf, type ScriptRunner } from "./scriptRunner";
import { targetsOf } from "./specification";

/** The function that mocks answer in place of a run. Only they know it. */
const CHECK_CONNECTIVITY = "alicloud-privatelink:index:checkConnectivity";

/**
 * Runs nothing, for a unit test: what a run finds is what the mocks answer to one call. Nothing is known if
 * they do not answer it with results.
 */
export function mockedRunner({ component, name, parent }: CheckToRun): ScriptRunner {
    return {
        canRun: () => Promise.resolve(true),
        zones: (endpointId) => checkedZonesOf(component, endpointId, parent).catch(() => []),
        prepare: (specification) =>
            Promise.resolve({
                specification,
                commandName: commandNameOf(name, specification),
                script: scriptOf(specification, ""),
                passed: false,
            }),
        ended: () => Promise.resolve(),
        findings: async ({ specification }) => {
            const request = { ...specification, targets: targetsOf(specification) };
            const answer: unknown = await pulumi.runtime
                .invoke(CHECK_CONNECTIVITY, request, { parent })
                .catch(() => undefined);
            return isAnswered(answer)
                ? { rows: answer.table, ranAt: answer.checkedAt, specification }
                : {
                      rows: [],
                      ranAt: "",
                      specification,
                      reason: `nothing runs under mocks, and they do not answer ${CHECK_CONNECTIVITY} with a table.`,
                  };
        },
    };
}

interface CheckAnswer {
    readonly table: ConnectivityRow[];
    readonly checkedAt: string;
}

function isAnswered(answer: unknown): answer is CheckAnswer {
    const { table, checkedAt } = (answer ?? {}) as Partial<CheckAnswer>;
    return Array.isArray(table) && typeof checkedAt === "string";
}
