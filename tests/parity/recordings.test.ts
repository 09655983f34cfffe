import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";

import { compare } from "../../tools/parity/compare";
import { recordEmulator } from "../../tools/parity/parity";
import { hasConsumer, type Recording } from "../../tools/parity/recording";

const FOLDER = path.join(__dirname, "recordings");

describe("the emulator", () => {
    for (const file of readdirSync(FOLDER).filter((name) => name.endsWith(".json"))) {
        it(`answers as the account did in ${file}`, async () => {
            const recording = JSON.parse(
                readFileSync(path.join(FOLDER, file), "utf8"),
            ) as Recording;
            const emulator = await recordEmulator(
                recording.region,
                recording.zone,
                hasConsumer(recording),
            );
            assert.deepEqual(compare(recording, emulator), []);
        });
    }
});
