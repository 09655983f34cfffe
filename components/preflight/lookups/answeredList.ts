import { currentProgram } from "../programBarrier";

/** An answer without the list of what was found, as mocks give that do not know the lookup. */
export class IncompleteAnswerError extends Error {
    constructor(list: string) {
        super(`the answer has no list "${list}"`);
        this.name = "IncompleteAnswerError";
    }
}

/**
 * The list in a lookup's answer. The provider always answers one; a user's mocks may answer with anything.
 */
export function answeredList<Answer, Name extends keyof Answer & string>(
    answer: Answer,
    name: Name,
): Answer[Name] {
    const list: unknown = answer[name];
    if (!Array.isArray(list)) {
        programsWithMocks.add(currentProgram());
        throw new IncompleteAnswerError(name);
    }
    return list as Answer[Name];
}

const programsWithMocks = new WeakSet<object>();

/** Whether a lookup of the running program was answered as only mocks answer. */
export function lookupsAreMocked(): boolean {
    return programsWithMocks.has(currentProgram());
}
