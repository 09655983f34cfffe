import { readFileSync } from "node:fs";
import * as path from "node:path";

import type { DeclarationReflection, ProjectReflection, Reflection, ReflectionKind } from "typedoc";

import { PACKAGE_FOLDER } from "../packageFolder";

/** The part of TypeDoc that must be passed in, because it is an ES module. */
interface TypeDoc {
    readonly ReflectionKind: typeof ReflectionKind;
}

const EXAMPLES_FOLDER = path.join(PACKAGE_FOLDER, "docs", "examples");

/** The programs of an example: file, language for a reader, language of the code block. */
export const PROGRAMS = [
    { file: "index.ts", language: "TypeScript", block: "typescript" },
    { file: "__main__.py", language: "Python", block: "python" },
    { file: "Pulumi.yaml", language: "YAML", block: "yaml" },
] as const;

/**
 * Makes of the modules that the code consists of the pages that a reader needs: what the package
 * exports, a page for each source file that has some of it, with the example of its component.
 */
export function arrange(project: ProjectReflection, typedoc: TypeDoc): void {
    keepExported(project);
    joinArguments(project);
    for (const page of project.children ?? []) {
        joinEnums(page, project, typedoc);
        const fileName = path.posix.basename(page.name.replace(/\/index$/, ""));
        page.name = fileName[0].toUpperCase() + fileName.slice(1);
        for (const component of componentsOf(page, typedoc)) {
            simplify(component);
            addExample(component, path.join(EXAMPLES_FOLDER, fileName));
        }
    }
}

function componentsOf(
    page: DeclarationReflection,
    { ReflectionKind }: TypeDoc,
): DeclarationReflection[] {
    return (page.children ?? []).filter(
        ({ kind, extendedTypes }) =>
            kind === ReflectionKind.Class &&
            extendedTypes?.some((type) => type.toString().endsWith("ComponentResource")),
    );
}

/** What index.ts does not export is nobody's to use. */
function keepExported(project: ProjectReflection): void {
    const index = project.getChildByName(["index"]) as DeclarationReflection | undefined;
    const exported = new Set(
        index?.children?.map((each) =>
            (
                each as Reflection & { tryGetTargetReflectionDeep?(): Reflection | undefined }
            ).tryGetTargetReflectionDeep?.(),
        ),
    );
    for (const page of [...(project.children ?? [])]) {
        const declarations = [...(page.children ?? [])];
        // A type belongs to the constants of its name, which alone TypeDoc takes for the target.
        const names = new Set(
            declarations.filter((each) => exported.has(each)).map(({ name }) => name),
        );
        for (const declaration of declarations.filter(({ name }) => !names.has(name))) {
            project.removeReflection(declaration);
        }
        if ((page.children ?? []).length === 0) {
            project.removeReflection(page);
        }
    }
}

/** The arguments of a component have a file of their own, but belong on the page of the component. */
function joinArguments(project: ProjectReflection): void {
    for (const source of [...(project.children ?? [])]) {
        const target = project.children?.find(({ name }) => `${name}Args` === source.name);
        if (target === undefined) {
            continue;
        }
        for (const declaration of source.children ?? []) {
            declaration.parent = target;
            target.addChild(declaration);
        }
        source.children = undefined;
        project.removeReflection(source);
    }
}

/** An object of constants and the type of the same name are one thing: an enum. */
function joinEnums(
    page: DeclarationReflection,
    project: ProjectReflection,
    { ReflectionKind }: TypeDoc,
): void {
    for (const constants of [...(page.children ?? [])]) {
        const type = page.children?.find(
            ({ kind, name }) => kind === ReflectionKind.TypeAlias && name === constants.name,
        );
        if (constants.kind !== ReflectionKind.Variable || type === undefined) {
            continue;
        }
        const members =
            constants.type?.type === "reflection" ? constants.type.declaration.children : undefined;
        if (members === undefined) {
            continue;
        }
        project.removeReflection(type);
        constants.kind = ReflectionKind.Enum;
        constants.type = undefined;
        for (const member of members) {
            member.kind = ReflectionKind.EnumMember;
            member.parent = constants;
            member.defaultValue = undefined;
            constants.addChild(member);
        }
    }
}

/** Every component is a ComponentResource, with a constructor of the same shape. */
function simplify(component: DeclarationReflection): void {
    component.extendedTypes = undefined;
    for (const member of component.children ?? []) {
        for (const part of [member, ...(member.signatures ?? [])]) {
            part.overwrites = undefined;
            part.inheritedFrom = undefined;
        }
    }
}

function addExample(component: DeclarationReflection, folder: string): void {
    const programs = PROGRAMS.map(({ file, language, block }) => {
        const text = readFileSync(path.join(folder, file), "utf8");
        return `\n\n#### Example in ${language}\n\n\`\`\`${block}\n${text}\`\`\``;
    });
    component.comment?.summary.push({ kind: "text", text: programs.join("") });
}
