import { changelogText, committedSchema } from "./packageFolder";
import { recordSchema } from "./releasedSchemas";
import { runCommand } from "./runCommand";

runCommand(() => {
    console.log(`Wrote ${recordSchema(committedSchema(), changelogText())}.`);
});
