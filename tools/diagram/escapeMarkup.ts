const REFERENCES: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
};

/** Text as it stands in SVG or HTML, between tags or in an attribute. */
export function escapeMarkup(text: string): string {
    return text.replace(/[&<>"']/g, (character) => REFERENCES[character]);
}
