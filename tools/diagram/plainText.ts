/** Longest text that is shown whole. */
const LONGEST = 48;

/**
 * Spaces and line ends of every kind, control characters, and what cannot be seen, turns the direction of
 * what follows or is no character at all.
 */
const NOT_SHOWN =
    /[\s\u0000-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufff0-\uffff]+/g;

const HALF_CHARACTER = /\p{Surrogate}/gu;

/** A text on one line, and a dash where nothing of it can be shown. */
export function oneLine(text: string): string {
    return text.replace(HALF_CHARACTER, "\ufffd").replace(NOT_SHOWN, " ").trim() || "–";
}

/** A text cut where it is too long for a box. */
export function shortened(text: string): string {
    const characters = [...text];
    return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join("")}…` : text;
}
