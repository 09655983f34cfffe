import type { z } from "zod";

import { CONTRACTS, factsOf, OFFERED_PORT } from "../../../components/contract/description";

const INTRODUCTION = `// Written by \`npm run contract\` from description.ts; do not edit it.
`;

/** The text of components/contract/contract.ts: the contract as the interfaces that Pulumi makes a schema of. */
export function typesText(): string {
    const interfaces = [OFFERED_PORT, ...Object.values(CONTRACTS)].map(interfaceOf);
    return [INTRODUCTION, ...interfaces].join("\n");
}

function interfaceOf(schema: z.ZodObject): string {
    const { description } = factsOf(schema);
    const fields = Object.entries(schema.shape as Record<string, z.ZodType>).map(
        ([name, each]) =>
            `    /** ${factsOf(each).description} */\n` +
            `    ${name}${each.def.type === "optional" ? "?" : ""}: ${typeOf(each)};\n`,
    );
    return `/** ${description} */\nexport interface ${nameOf(schema)} {\n${fields.join("")}}\n`;
}

/** What a schema describes, in TypeScript. */
export function typeOf(schema: z.ZodType): string {
    const { type } = schema.def;
    switch (type) {
        case "optional":
            return typeOf((schema as z.ZodOptional<z.ZodType>).unwrap());
        case "array":
            return `${typeOf((schema as z.ZodArray<z.ZodType>).element)}[]`;
        case "object":
            return nameOf(schema);
        case "enum":
            return "string";
        case "string":
        case "number":
        case "boolean":
            return type;
        default:
            throw new Error(`A contract has no fields of the type ${type}.`);
    }
}

function nameOf(schema: z.ZodType): string {
    return String(schema.meta()?.typeName);
}
