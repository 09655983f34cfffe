/**
 * The list in a lookup's answer. The provider always answers one; a user's mocks may answer with anything.
 */
export function answeredList<Answer, Name extends keyof Answer & string>(
    answer: Answer,
    name: Name,
): Answer[Name] {
    const list: unknown = answer[name];
    if (!Array.isArray(list)) {
        throw new Error(`the answer has no list "${name}"`);
    }
    return list as Answer[Name];
}
