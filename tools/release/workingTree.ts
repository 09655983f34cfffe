import { outputOf } from "./command";

/** What keeps a working tree from being released: what is published must be what is committed. */
export async function workingTreeProblems(folder: string, version: string): Promise<string[]> {
    const git = (...parameters: string[]) =>
        outputOf(`git ${parameters[0]}`, folder, ["git", ...parameters]);
    const changes = await git("status", "--porcelain");
    if (changes.trim() !== "") {
        return [
            `The working tree has changes that are not committed. Commit or remove them:\n${changes.trimEnd()}`,
        ];
    }
    const tag = `v${version}`;
    const [head, tagged] = await Promise.all([
        git("rev-parse", "HEAD"),
        git("tag", "--list", tag, "--format=%(objectname) %(*objectname)"),
    ]);
    return tagged.trim() === "" || tagged.trim().split(" ").includes(head.trim())
        ? []
        : [
              `${tag} is the tag of another commit: ${version} has been released. Raise the version in package.json.`,
          ];
}
