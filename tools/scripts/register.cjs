// Lets Node run the project's TypeScript: `node -r ./tools/scripts/register.cjs tools/demo/main.ts`.
//
// swc transpiles. With TypeScript's own compiler a command of this project took 5 to 7 s of
// processor time before its first line, and about one with swc. Types are checked by `npm test -- types`.
const path = require("node:path");

require("ts-node").register({
    cwd: path.resolve(__dirname, "../.."),
    swc: true,
    // What module "nodenext" implies: ts-node hands swc only what is written.
    compilerOptions: { esModuleInterop: true },
});
