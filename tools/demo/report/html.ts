import { escapeMarkup } from "../../diagram";

/** Markup that needs no escaping. */
export class Html {
    constructor(readonly markup: string) {}
}

type Piece = Html | string | number | undefined | readonly Piece[];

/** Puts markup together; what stands in it is escaped unless it is markup itself. */
export function html(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
    return new Html(
        parts.reduce((markup, part, index) => markup + markupOf(pieces[index - 1]) + part),
    );
}

function markupOf(piece: Piece): string {
    if (piece instanceof Html) {
        return piece.markup;
    }
    return typeof piece === "object"
        ? piece.map(markupOf).join("")
        : escapeMarkup(String(piece ?? ""));
}

/** A name or an address that may go on in the next line, after what divides its parts. */
export function breakable(text: string): Html {
    return new Html(escapeMarkup(text).replace(/(?<=[,:]|[./](?!\d))(?=\w)/g, "<wbr>"));
}
