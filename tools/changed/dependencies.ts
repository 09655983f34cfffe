import * as path from "node:path";

import * as typescript from "typescript";

import type { Repository } from "./repository";

/** The package as its users import it. */
const PACKAGE_NAME = "@cloud-components/alicloud-privatelink";

/** All that is compiled into `bin/`, and what stands beside it there. */
export const PACKAGE = [
    ...["adopt", "components", "connections", "repair", "stacks", "testing"],
    ...["index.ts", "plugin.ts", "PulumiPlugin.yaml"],
];

/** Only these name files of the repository in other ways than by imports. */
const NAME_FILES = /^(tests|tools|examples|docs)\//;

const CODE = /\.(ts|mts|cts|mjs|cjs|js)$/;

/** Programs and definitions in other languages use the package through its schema. */
const OTHER_LANGUAGES = /^(examples|docs|tests)\/.*\.(py|ya?ml|go)$/;

/** What a file needs at once: what it imports, and the files and folders that it names. */
export function dependenciesOf(file: string, repository: Repository): string[] {
    if (OTHER_LANGUAGES.test(file)) {
        return expand([...PACKAGE, "schema.json"], repository);
    }
    if (!CODE.test(file)) {
        return [];
    }
    const text = repository.read(file);
    const imported = typescript
        .preProcessFile(text, true, true)
        .importedFiles.map(({ fileName }) => fileName)
        .flatMap((name) => importedFile(file, name, repository) ?? []);
    const named = NAME_FILES.test(file)
        ? namesIn(file, text).flatMap((name) => namedFiles(file, name, repository))
        : [];
    return [...new Set([...imported, ...named])];
}

/** The files that are meant by names of files and folders. */
export function expand(names: readonly string[], repository: Repository): string[] {
    return names.flatMap((name) =>
        repository.isFile(name) ? [name] : repository.filesBelow(name),
    );
}

function importedFile(file: string, name: string, repository: Repository): string | undefined {
    if (name === PACKAGE_NAME) {
        return "index.ts";
    }
    if (name === `${PACKAGE_NAME}/testing`) {
        return "testing/index.ts";
    }
    return name.startsWith(".")
        ? moduleFile(path.posix.join(path.posix.dirname(file), name), repository)
        : undefined;
}

function moduleFile(target: string, repository: Repository): string | undefined {
    return [target, `${target}.ts`, `${target}/index.ts`, target.replace(/\.js$/, ".ts")].find(
        (each) => repository.isFile(each),
    );
}

/** What a text in the code may mean: a file, a module or a folder, from the root or from where the code is. */
function namedFiles(file: string, name: string, repository: Repository): readonly string[] {
    const folder = path.posix.dirname(file);
    const places = [name, path.posix.join(folder, name)].map((each) =>
        path.posix.normalize(each).replace(/\/$/, ""),
    );
    return places
        .filter((place) => place !== "" && place !== "." && !place.startsWith(".."))
        .flatMap((place) => {
            if (place === "bin" || place.startsWith("bin/")) {
                return expand(PACKAGE, repository);
            }
            const found = moduleFile(place, repository);
            // A folder of tests is named for what else is in it.
            return found === undefined
                ? repository.filesBelow(place).filter((each) => !each.endsWith(".test.ts"))
                : [found];
        })
        .filter((each) => each !== file);
}

/** Texts that may name a file: with a slash or an ending, and single words where paths are put together. */
function namesIn(file: string, text: string): string[] {
    const source = typescript.createSourceFile(file, text, typescript.ScriptTarget.Latest, true);
    const names: string[] = [];
    const visit = (node: typescript.Node): void => {
        if (typescript.isStringLiteralLike(node)) {
            if (/^[\w@./-]*\w$/.test(node.text) && (/[./]/.test(node.text) || isPiece(node))) {
                names.push(node.text);
            }
        } else if (typescript.isTemplateHead(node) && node.text.includes("/")) {
            names.push(node.text.slice(0, node.text.lastIndexOf("/")));
        }
        typescript.forEachChild(node, visit);
    };
    visit(source);
    return names;
}

/** Whether a text is given to what puts paths together. */
function isPiece(node: typescript.Node): boolean {
    const call = node.parent;
    return (
        typescript.isCallExpression(call) && /(^|\.)(join|resolve)$/.test(call.expression.getText())
    );
}
