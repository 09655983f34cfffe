import type { ArrowKind, Box, Picture } from "./picture";
import { oneLine } from "./plainText";

const ARROWS: Readonly<Record<ArrowKind, string>> = {
    traffic: "-->",
    connected: "==>",
    waiting: "-.->",
    disconnected: "-.-x",
};

/** Colors that can be told apart on a light and on a dark background. */
const COLORS: Readonly<Partial<Record<ArrowKind, string>>> = {
    connected: "#2e9960",
    waiting: "#b8800b",
    disconnected: "#d0483c",
};

/** No line is broken, and there is room below the titles of subgraphs. */
const SETTINGS = [
    "---",
    "config:",
    "    flowchart:",
    "        wrappingWidth: 800",
    "        subGraphTitleMargin:",
    "            top: 0",
    "            bottom: 12",
    "---",
];

const ZERO_WIDTH_SPACE = "\u200b";

/** Writes a picture as a Mermaid flowchart. */
export function mermaidText({ title, description, boxes, arrows }: Picture): string {
    const names = new Map<string, string>();
    const lines = [
        ...SETTINGS,
        "flowchart LR",
        `    accTitle: ${escaped(title)}`,
        `    accDescr: ${escaped(description)}`,
        ...boxes.flatMap((box) => boxLines(box, "    ", names)),
    ];
    for (const { from, to, label, kind } of arrows) {
        const text = label === "" ? "" : `|"${label.split("\n").map(escaped).join("<br/>")}"|`;
        lines.push(`    ${names.get(from)} ${ARROWS[kind]}${text} ${names.get(to)}`);
    }
    arrows.forEach(({ kind }, index) => {
        if (COLORS[kind] !== undefined) {
            lines.push(`    linkStyle ${index} stroke:${COLORS[kind]},stroke-width:2px`);
        }
    });
    return `${lines.join("\n")}\n`;
}

function boxLines(box: Box, indent: string, names: Map<string, string>): string[] {
    const name = `n${names.size + 1}`;
    names.set(box.id, name);
    const title = `<b>${escaped(box.title)}</b>`;
    const caption = escaped(box.caption);
    const facts = box.lines.map(escaped);
    const style = box.foreign ? [`${indent}style ${name} stroke-dasharray: 4 3`] : [];
    if (box.children.length === 0) {
        return [`${indent}${name}["${[caption, title, ...facts].join("<br/>")}"]`, ...style];
    }
    return [
        // On one line, for Mermaid puts what is inside over all lines but the first.
        `${indent}subgraph ${name} ["${[`${caption} ${title}`, ...facts].join(" · ")}"]`,
        ...box.children.flatMap((child) => boxLines(child, `${indent}    `, names)),
        `${indent}end`,
        ...style,
    ];
}

/**
 * Text that Mermaid shows as it is: neither its own syntax nor HTML nor Markdown. Whatever could be
 * one of these is written as a character reference.
 */
function escaped(text: string): string {
    // What Mermaid takes for its own even where it is a reference: marks, formulas, line ends, icons.
    const plain = oneLine(text).replace(
        /ﬂ(?=°)|¶(?=ß)|\$(?=\$)|\\(?=n)|:(?=fa-)/g,
        `$&${ZERO_WIDTH_SPACE}`,
    );
    return plain.replace(/[^a-z0-9 ,\u0080-\uffff]/gi, (character: string, offset: number) =>
        isHarmless(character, plain[offset - 1], plain[offset + 1])
            ? character
            : `#${character.codePointAt(0)};`,
    );
}

/** What makes addresses, ranges, ids and sentences easier to read, where it means nothing else. */
function isHarmless(character: string, before = "", after = " "): boolean {
    switch (character) {
        case ".":
            return /\d/.test(before) ? /\d/.test(after) : /[a-z]/i.test(before) && after === " ";
        case ":":
            return /[a-z]/i.test(before) && after === " ";
        case "-":
        case "/":
            return /[a-z0-9]/i.test(before) && /[a-z0-9]/i.test(after);
        default:
            return false;
    }
}
