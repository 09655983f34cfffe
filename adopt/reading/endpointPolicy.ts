import * as rules from "../../components/preflight/rules";

/** What a program has of an endpoint's policy, and what it does not have, in sentences. */
export interface PlannedPolicy {
    readonly policyDocument?: string;
    readonly notes: readonly string[];
}

/** The policy that the program sets: as it was written, for the provider compares it letter by letter. */
export function plannedPolicy(
    policyDocument: string | undefined,
    serviceName: string,
): PlannedPolicy {
    if (policyDocument === undefined || policyDocument === "" || allowsAll(policyDocument)) {
        return { notes: [] };
    }
    const problem = rules.policyDocument.problem({ policyDocument, serviceName });
    return problem === undefined
        ? { policyDocument, notes: [] }
        : {
              notes: [
                  `policyDocument stays as it is in the cloud, ${JSON.stringify(policyDocument)}: ` +
                      `the component refuses it. policyDocument: ${problem}`,
              ],
          };
}

/** Whether it is the policy that the cloud gives an endpoint by itself. */
function allowsAll(policyDocument: string): boolean {
    const statements = statementsOf(policyDocument);
    return (
        statements.length === 1 &&
        statements.every(
            ({ Effect, Action, Principal, Resource, ...others }) =>
                Effect === "Allow" &&
                [Action, Principal, Resource].every((each) => [each].flat().join() === "*") &&
                Object.keys(others).length === 0,
        )
    );
}

function statementsOf(policyDocument: string): Record<string, unknown>[] {
    try {
        const { Statement } = JSON.parse(policyDocument) as { Statement?: unknown };
        return [Statement]
            .flat()
            .filter((each) => typeof each === "object" && each !== null) as Record<
            string,
            unknown
        >[];
    } catch {
        return [];
    }
}
