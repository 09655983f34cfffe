import type { ContractName } from "../../contract/description";
import {
    CONTRACT_VERSION,
    readsAnotherVersion,
    READ_VERSIONS,
} from "../../contract/contractVersion";
import { parseContract } from "../../contract/parse";
import { format, type Rule } from "./rule";

export const contractVersion: Rule<unknown> = {
    id: "contracts.contractVersion",
    title: "Version of an offer or a request",
    prevents: "An offer or a request with another meaning than this package reads into it.",
    source: "docs/contract.md",
    example: CONTRACT_VERSION + 1,
    problem: (version) =>
        typeof version === "number" && READ_VERSIONS.includes(version)
            ? undefined
            : `found ${format(version)}, and ${readsAnotherVersion(version)}`,
};

/** A field of an offer or a request in a component's arguments. */
interface ContractField {
    readonly name: ContractName;
    readonly contract: unknown;
    /** Path of the field; empty for the contract as a whole. */
    readonly path: string;
}

export const contractField: Rule<ContractField> = {
    id: "contracts.contractField",
    title: "Fields of an offer or a request",
    prevents: "An endpoint or a connection that is created from an incomplete contract.",
    source: "docs/contract.md",
    example: {
        name: "request",
        contract: { contractVersion: CONTRACT_VERSION, endpoint_id: "ep-1", endpointId: "ep-1" },
        path: "endpointId",
    },
    problem: (field) => {
        const { name, contract, path } = field ?? {};
        if (name !== "offer" && name !== "request") {
            return undefined;
        }
        const isAbsent = contract === undefined || contract === null;
        if (isAbsent && path === "") {
            return `has no value. Deploy the stack that it comes from first ("pulumi up"), and make sure that its program exports it.`;
        }
        const parsed = parseContract(name, contract);
        if (!("problems" in parsed)) {
            return undefined;
        }
        const problem = parsed.problems.find((each) => each.path === path);
        const advice =
            parsed.jsonError === undefined
                ? `Use the ${name} as the other stack exports it.`
                : `Take it from the other side with "pulumi stack output ${name} --json".`;
        return problem === undefined ? undefined : `${problem.message}. ${advice}`;
    },
};
