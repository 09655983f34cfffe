import { type Plan, type PlannedComponent, Reference } from "./plan";

const PACKAGE = "@cloud-components/alicloud-privatelink";
const INDENT = "    ";
/** Less than a line has, for the name of a property stands before a value. */
const WIDTH = 80;

/** The program of a plan, in TypeScript. */
export function programText(plan: Plan): string {
    const { components, leftOut } = plan;
    const names = [...new Set(components.map(({ component }) => component))].sort();
    const needsPulumi = components.some(({ ignored = [] }) => ignored.length > 0);
    return [
        [
            `import { ${names.join(", ")} } from "${PACKAGE}";`,
            ...(needsPulumi ? ['import * as pulumi from "@pulumi/pulumi";'] : []),
        ].join("\n"),
        ...(leftOut.length > 0
            ? [commentOf(["Not in this program, and left as it is:", ...leftOut.map(entryOf)])]
            : []),
        ...components.map(statementOf),
        ...components.flatMap(({ variable, exports = [] }) =>
            exports.map((output) => `export const ${output} = ${variable}.${output};`),
        ),
    ]
        .map((part) => `${part}\n`)
        .join("\n");
}

function statementOf(planned: PlannedComponent): string {
    const { variable, component, name, args, notes } = planned;
    const parameters = [JSON.stringify(name), literal(args, 0)];
    const transform = transformOf(planned);
    if (transform !== undefined) {
        parameters.push(transform);
    }
    const call = `new ${component}(${parameters.join(", ")});`;
    const statement = variable === undefined ? call : `const ${variable} = ${call}`;
    return notes.length === 0 ? statement : `${commentOf(notes)}\n${statement}`;
}

/** Leaves inputs of children as they are, which the component has no argument for, or another value. */
function transformOf({ ignored = [] }: PlannedComponent): string | undefined {
    if (ignored.length === 0) {
        return undefined;
    }
    const cases = ignored.flatMap(({ type, name, inputs }) => [
        `            if (type === ${JSON.stringify(type)} && name === ${JSON.stringify(name)}) {`,
        `                const ignoreChanges = ${JSON.stringify(inputs)};`,
        `                return { props, opts: pulumi.mergeOptions(opts, { ignoreChanges }) };`,
        `            }`,
    ]);
    return [
        "{",
        "    transforms: [",
        "        ({ type, name, props, opts }) => {",
        ...cases,
        "            return undefined;",
        "        },",
        "    ],",
        "}",
    ].join("\n");
}

/** A value as TypeScript. What is inside of it is on one line where it fits. */
export function literal(value: unknown, depth: number): string {
    const line = oneLine(value);
    const fits = depth > 0 && line.length + depth * INDENT.length < WIDTH;
    if (fits || value instanceof Reference || typeof value !== "object" || value === null) {
        return line;
    }
    const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
    return [
        open,
        ...entriesIn(value, (each) => literal(each, depth + 1)).map(
            (entry) => `${INDENT.repeat(depth + 1)}${entry},`,
        ),
        `${INDENT.repeat(depth)}${close}`,
    ].join("\n");
}

function oneLine(value: unknown): string {
    if (value instanceof Reference) {
        return `${value.variable}.${value.output}`;
    }
    if (typeof value !== "object" || value === null) {
        return JSON.stringify(value);
    }
    const entries = entriesIn(value, oneLine).join(", ");
    return Array.isArray(value) ? `[${entries}]` : `{ ${entries} }`;
}

function entriesIn(value: object, textOf: (each: unknown) => string): string[] {
    return Array.isArray(value)
        ? value.map(textOf)
        : Object.entries(value)
              .filter(([, each]) => each !== undefined)
              .map(([key, each]) => `${keyText(key)}: ${textOf(each)}`);
}

function keyText(key: string): string {
    return /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
}

function entryOf(sentence: string): string {
    return `- ${sentence}`;
}

/** Lines of a comment. What comes from the cloud cannot end a comment of this kind. */
function commentOf(sentences: readonly string[]): string {
    return sentences.map((sentence) => `// ${sentence.replace(/\s+/g, " ")}`).join("\n");
}
