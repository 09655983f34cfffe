// What stands on an instance's PATH for a command that the emulator provides: it sends its arguments to the
// socket that it was given, and passes on the output and the exit code that come back.
import { writeFileSync } from "node:fs";
import { connect } from "node:net";
import { text } from "node:stream/consumers";

const [socketPath, name, ...args] = process.argv.slice(2);
// Whoever reads no further ends the command, as it would any other.
process.stdout.on("error", () => process.exit(141));
const socket = connect(socketPath);
socket.write(`${JSON.stringify({ name, args, folder: process.cwd() })}\n`);
try {
    const { exitCode, output } = JSON.parse(await text(socket));
    process.exitCode = exitCode;
    for (const { to, base64 } of output) {
        const data = Buffer.from(base64, "base64");
        if (typeof to === "string") {
            process[to].write(data);
        } else {
            write(to.file, data);
        }
    }
} catch {
    process.stderr.write(`${name}: the instance has no network\n`);
    process.exitCode = 1;
}

function write(file, data) {
    try {
        writeFileSync(file, data);
    } catch (error) {
        process.stderr.write(`${name}: ${error.message}\n`);
        // What curl answers when it cannot write what it received.
        process.exitCode = 23;
    }
}
