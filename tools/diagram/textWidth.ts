/** Widths of the printable ASCII characters in Helvetica, in thousandths of the font's size. */
const WIDTHS = {
    regular: [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556,
        556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722,
        722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722,
        667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556,
        556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,
        500, 334, 260, 334, 584,
    ],
    bold: [
        278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556,
        556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722,
        722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722,
        667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611,
        611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556,
        500, 389, 280, 389, 584,
    ],
} as const;

/** Characters of the picture's own that are not in the table. */
const OTHERS: Readonly<Record<string, number>> = { "→": 1000, "…": 1000, "–": 556 };

/** How much wider than Helvetica the widest font is that a browser may take in its place. */
const WIDEST_FONT = 1.25;

/** Width of a character that is not in the table, for instance of a Chinese one. */
const UNKNOWN = 1200;

export type Weight = keyof typeof WIDTHS;

/**
 * Width of a text in pixels. It is exact where the width of every character is known, and the text can
 * then be drawn at this width in whatever font; otherwise it is rather too much than too little.
 */
export function textWidth(
    text: string,
    size: number,
    weight: Weight,
): { readonly width: number; readonly exact: boolean } {
    const characters = [...text];
    const known = characters.map((character) => characterWidth(character, weight));
    const exact = !known.includes(undefined);
    const thousandths = known.reduce<number>(
        (sum, width) =>
            sum + (exact ? (width ?? 0) : width === undefined ? UNKNOWN : width * WIDEST_FONT),
        0,
    );
    return { width: (thousandths * size) / 1000, exact };
}

function characterWidth(character: string, weight: Weight): number | undefined {
    return OTHERS[character] ?? WIDTHS[weight][(character.codePointAt(0) ?? 0) - 32];
}
