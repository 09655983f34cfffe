import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig(
    { ignores: ["bin/", "**/node_modules/", "**/sdks/", "**/*.mjs", "**/*.js"] },
    {
        files: ["**/*.ts"],
        extends: [tseslint.configs.recommendedTypeChecked],
        languageOptions: {
            // One program for the whole tree: loading the SDK's types is what costs time.
            parserOptions: { project: "tests/tsconfig.json", tsconfigRootDir: import.meta.dirname },
        },
        linterOptions: { reportUnusedDisableDirectives: "error" },
        rules: {
            "eqeqeq": "error",
            "no-else-return": "error",
            "object-shorthand": "error",
            "prefer-const": "error",
            "@typescript-eslint/consistent-type-imports": [
                "error",
                { fixStyle: "inline-type-imports" },
            ],
            "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true }],
            // A name by itself says that nobody waits for it.
            "@typescript-eslint/no-floating-promises": ["error", { ignoreVoid: true }],
            // A class that is only made is how Pulumi declares a resource.
            "no-new": "off",
            // What is said of an output is said of what it holds.
            "@typescript-eslint/restrict-template-expressions": [
                "error",
                { allowNumber: true, allowNullish: true, allowBoolean: true },
            ],
        },
    },
    {
        files: ["components/**/*.ts"],
        rules: {
            "no-restricted-syntax": [
                "error",
                {
                    selector:
                        "CallExpression[callee.object.property.name='log'][callee.property.name=/^(debug|info|warn|error)$/][arguments.length>1]",
                    message:
                        "Pulumi sends messages one after the other, and one of a resource that is never registered holds back all that follow: begin the message with the component instead.",
                },
            ],
        },
    },
    {
        files: ["tests/**/*.ts"],
        rules: {
            // Mocha's describe and it take functions that are not waited for.
            "@typescript-eslint/require-await": "off",
            // What a test needs comes in an object, whose functions have no use for it.
            "@typescript-eslint/unbound-method": "off",
        },
    },
    {
        files: ["changes", "emulator", "end-to-end", "languages", "preflight/scenarios"].map(
            (folder) => `tests/${folder}/**/*.ts`,
        ),
        rules: {
            // The shape of an answer is what these tests are about to find out.
            "@typescript-eslint/no-explicit-any": "off",
            "@typescript-eslint/no-unsafe-argument": "off",
            "@typescript-eslint/no-unsafe-assignment": "off",
            "@typescript-eslint/no-unsafe-call": "off",
            "@typescript-eslint/no-unsafe-member-access": "off",
            "@typescript-eslint/no-unsafe-return": "off",
        },
    },
);
