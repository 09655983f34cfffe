import { escapeMarkup } from "./escapeMarkup";
import {
    type Area,
    type Direction,
    layOut,
    type PlacedArrow,
    type PlacedBox,
    type Text,
} from "./layout";
import type { Picture } from "./picture";
import { oneLine } from "./plainText";
import { SVG_STYLE } from "./svgStyle";

const MARGIN = 8;
const CORNER = 6;

/** Draws a picture as an SVG document of its own, for a light and for a dark background. */
export async function svgText(picture: Picture, direction?: Direction): Promise<string> {
    const { width, height, boxes, arrows } = await layOut(picture, direction);
    const isDown = direction === "down";
    const whole: Area = {
        x: -MARGIN,
        y: -MARGIN,
        width: width + 2 * MARGIN,
        height: height + 2 * MARGIN,
    };
    return [
        `<svg xmlns="http://www.w3.org/2000/svg" class="network" role="img" ` +
            `viewBox="${whole.x} ${whole.y} ${whole.width} ${whole.height}" ` +
            `width="${whole.width}" height="${whole.height}">`,
        `<title>${escapeMarkup(oneLine(picture.title))}</title>`,
        `<desc>${escapeMarkup(oneLine(picture.description))}</desc>`,
        `<style>${SVG_STYLE}</style>`,
        `<rect class="background" ${attributes(whole)} rx="${CORNER}"/>`,
        ...boxes.map((placed) => boxMarkup(placed, isDown)),
        ...arrows.map(lineMarkup),
        // Arrows that go down come into a box where its header is, and pass below it.
        ...(isDown ? boxes.map(headerMarkup) : []),
        ...arrows.map(labelMarkup),
        "</svg>",
        "",
    ].join("\n");
}

function boxMarkup({ box, texts, header, ...area }: PlacedBox, isDown: boolean): string {
    const facts = [`${box.caption}: ${box.title}`, ...box.lines, ...box.details];
    return [
        `<g class="box ${box.kind}${box.foreign ? " foreign" : ""}">`,
        `<title>${escapeMarkup(facts.map(oneLine).join("\n"))}</title>`,
        `<rect ${attributes(area)} rx="${CORNER}"/>`,
        ...(isDown && header !== undefined ? [] : texts.map(textMarkup)),
        "</g>",
    ].join("");
}

function headerMarkup({ box, texts, header }: PlacedBox): string {
    return header === undefined
        ? ""
        : `<g class="header ${box.kind}"><rect style="stroke:none" ${attributes(header)}/>${texts.map(textMarkup).join("")}</g>`;
}

function textMarkup({ text, style, x, y, width }: Text): string {
    // So that it fits in fonts that are wider than the one it was measured in.
    const fixed =
        width === undefined ? "" : ` textLength="${round(width)}" lengthAdjust="spacingAndGlyphs"`;
    return `<text class="${style}" x="${round(x)}" y="${round(y)}"${fixed}>${escapeMarkup(text)}</text>`;
}

function lineMarkup({ arrow, points }: PlacedArrow): string {
    const way = points.map(
        ({ x, y }, index) => `${index === 0 ? "M" : "L"}${round(x)} ${round(y)}`,
    );
    const [before, end] = points.slice(-2);
    if (end === undefined) {
        return "";
    }
    return (
        `<g class="arrow ${arrow.kind}"><path class="way" d="${way.join("")}"/>` +
        `<path class="head" transform="translate(${round(end.x)} ${round(end.y)}) rotate(${direction(before, end)})" d="M0 0L-9 -4.5L-9 4.5Z"/></g>`
    );
}

function direction(from: { x: number; y: number }, to: { x: number; y: number }): number {
    return round((Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI);
}

function labelMarkup({ arrow, label }: PlacedArrow): string {
    if (label === undefined) {
        return "";
    }
    const { texts, ...area } = label;
    return `<g class="label ${arrow.kind}"><rect ${attributes(area)} rx="3"/>${texts.map(textMarkup).join("")}</g>`;
}

function attributes({ x, y, width, height }: Area): string {
    return `x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"`;
}

function round(value: number): number {
    return Math.round(value * 10) / 10;
}
