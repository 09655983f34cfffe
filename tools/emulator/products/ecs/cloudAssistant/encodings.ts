import type { Call } from "../../../call";
import { text } from "../../../parameters";

/** Contents and outputs are answered in Base64 unless the caller asks for plain text. */
export function encoded(call: Call, data: Buffer): string {
    const isPlain = text(call, "ContentEncoding")?.toLowerCase() === "plaintext";
    return data.toString(isPlain ? "utf8" : "base64");
}
