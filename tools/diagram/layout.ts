import ELK, { type ElkExtendedEdge, type ElkNode, type ElkPoint } from "elkjs";

import type { Arrow, Box, BoxKind, Picture } from "./picture";
import { oneLine, shortened } from "./plainText";
import { textWidth } from "./textWidth";

/** A picture whose every part has its place, in pixels from the upper left corner. */
export interface Layout {
    readonly width: number;
    readonly height: number;
    /** Outer boxes before the boxes in them. */
    readonly boxes: readonly PlacedBox[];
    readonly arrows: readonly PlacedArrow[];
}

export interface Area {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
}

export interface PlacedBox extends Area {
    readonly box: Box;
    readonly texts: readonly Text[];
    /** Where the texts are of a box that holds others. */
    readonly header?: Area;
}

/** A line of text. */
export interface Text {
    readonly text: string;
    readonly style: TextStyle;
    /** Where it begins, or its middle in a label; on its baseline. */
    readonly x: number;
    readonly y: number;
    /** The width to draw it at; without one, that of the font. */
    readonly width?: number;
}

export type TextStyle = "caption" | "title" | "line" | "label";

export interface PlacedArrow {
    readonly arrow: Arrow;
    readonly points: readonly ElkPoint[];
    readonly label?: Area & { readonly texts: readonly Text[] };
}

export const TEXT_STYLES: Readonly<
    Record<
        TextStyle,
        { readonly size: number; readonly weight: "regular" | "bold"; readonly height: number }
    >
> = {
    caption: { size: 10.5, weight: "regular", height: 14 },
    title: { size: 13, weight: "bold", height: 18 },
    line: { size: 11, weight: "regular", height: 15 },
    label: { size: 11, weight: "regular", height: 14 },
};

const PADDING = 11;
const LABEL_PADDING = 4;

/** Where the arrows go: to the right in a wide picture, down in a narrow one. */
export type Direction = "right" | "down";

/** Finds a place for everything: in one direction along the arrows, and no box over another. */
export async function layOut(
    { boxes, arrows }: Picture,
    direction: Direction = "right",
): Promise<Layout> {
    const widths = widthsOf(boxes);
    const root: ElkNode = {
        id: "picture",
        layoutOptions: {
            "elk.algorithm": "layered",
            "elk.direction": direction.toUpperCase(),
            "elk.hierarchyHandling": "INCLUDE_CHILDREN",
            "elk.edgeRouting": "ORTHOGONAL",
            "elk.padding": padding(PADDING),
            "elk.spacing.nodeNode": "22",
            "elk.layered.spacing.nodeNodeBetweenLayers": "24",
            "elk.spacing.edgeNode": "12",
            "elk.layered.spacing.edgeNodeBetweenLayers": "12",
            "elk.spacing.edgeLabel": "0",
            "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
            "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
            "elk.layered.crossingMinimization.forceNodeModelOrder": "true",
            "elk.json.edgeCoords": "ROOT",
        },
        children: boxes.map((box) => nodeOf(box, widths)),
        edges: arrows.map(edgeOf),
    };
    const graph = await new ELK().layout(root);
    return {
        width: Math.ceil(graph.width ?? 0),
        height: Math.ceil(graph.height ?? 0),
        boxes: place(boxes, graph, { x: 0, y: 0 }),
        arrows: arrows.map((arrow, index) => placeArrow(arrow, graph.edges?.[index])),
    };
}

/** The width of the widest box of each kind, so that those of one kind stand in line. */
function widthsOf(boxes: readonly Box[]): Map<BoxKind, number> {
    const widths = new Map<BoxKind, number>();
    const measure = (box: Box): void => {
        const width = Math.max(...rowsOf(box).map(widthOf)) + 2 * PADDING;
        widths.set(box.kind, Math.max(width, widths.get(box.kind) ?? 0));
        box.children.forEach(measure);
    };
    boxes.forEach(measure);
    return widths;
}

function nodeOf(box: Box, widths: ReadonlyMap<BoxKind, number>): ElkNode {
    const rows = rowsOf(box);
    const width = widths.get(box.kind) ?? 0;
    const height = heightOf(rows) + 2 * PADDING;
    if (box.children.length === 0) {
        return { id: box.id, width, height };
    }
    return {
        id: box.id,
        layoutOptions: {
            "elk.padding": padding(PADDING + 1, heightOf(rows) + PADDING + 8),
            "elk.nodeSize.constraints": "MINIMUM_SIZE",
            "elk.nodeSize.minimum": `(${width}, ${height})`,
        },
        children: box.children.map((child) => nodeOf(child, widths)),
    };
}

function padding(around: number, top = around): string {
    return `[top=${top},left=${around},bottom=${around},right=${around}]`;
}

type Row = Pick<Text, "text" | "style">;

function rowsOf({ caption, title, lines }: Box): Row[] {
    return [
        { text: caption, style: "caption" as const },
        { text: title, style: "title" as const },
        ...lines.map((text) => ({ text, style: "line" as const })),
    ].map(({ text, style }) => ({ text: shortened(oneLine(text)), style }));
}

function widthOf({ text, style }: Row): number {
    const { size, weight } = TEXT_STYLES[style];
    return Math.ceil(textWidth(text, size, weight).width);
}

function heightOf(rows: readonly Row[]): number {
    return rows.reduce((height, { style }) => height + TEXT_STYLES[style].height, 0);
}

function edgeOf({ from, to, label }: Arrow, index: number): ElkExtendedEdge {
    const rows = labelRows(label);
    return {
        id: `arrow ${index}`,
        sources: [from],
        targets: [to],
        labels:
            rows.length === 0
                ? []
                : [
                      {
                          text: label,
                          width: Math.max(...rows.map(widthOf)) + 2 * LABEL_PADDING,
                          height: heightOf(rows) + 2,
                          layoutOptions: { "elk.edgeLabels.inline": "true" },
                      },
                  ],
    };
}

function labelRows(label: string): Row[] {
    return label === ""
        ? []
        : label.split("\n").map((text) => ({ text: shortened(oneLine(text)), style: "label" }));
}

function place(boxes: readonly Box[], parent: ElkNode, origin: ElkPoint): PlacedBox[] {
    return boxes.flatMap((box, index) => {
        const node = parent.children?.[index] ?? { id: box.id };
        const area = {
            x: origin.x + (node.x ?? 0),
            y: origin.y + (node.y ?? 0),
            width: node.width ?? 0,
            height: node.height ?? 0,
        };
        const rows = rowsOf(box);
        const [left, top] = [area.x + PADDING, area.y + PADDING];
        const header = {
            x: left - LABEL_PADDING,
            y: top,
            width: Math.max(...rows.map(widthOf)) + 2 * LABEL_PADDING,
            height: heightOf(rows),
        };
        return [
            {
                ...area,
                box,
                texts: stack(rows, left, top),
                ...(box.children.length > 0 && { header }),
            },
            ...place(box.children, node, area),
        ];
    });
}

/** Rows one below the other. */
function stack(rows: readonly Row[], x: number, top: number): Text[] {
    let y = top;
    return rows.map((row) => {
        const { height, size, weight } = TEXT_STYLES[row.style];
        const baseline = y + (height + size * 0.7) / 2;
        y += height;
        const { width, exact } = textWidth(row.text, size, weight);
        return { ...row, x, y: baseline, width: exact ? width : undefined };
    });
}

function placeArrow(arrow: Arrow, edge: ElkExtendedEdge | undefined): PlacedArrow {
    const [section] = edge?.sections ?? [];
    const points = section && [section.startPoint, ...(section.bendPoints ?? []), section.endPoint];
    const [label] = edge?.labels ?? [];
    if (label === undefined) {
        return { arrow, points: points ?? [] };
    }
    const area = {
        x: label.x ?? 0,
        y: label.y ?? 0,
        width: label.width ?? 0,
        height: label.height ?? 0,
    };
    const texts = stack(labelRows(arrow.label), area.x + area.width / 2, area.y + 1);
    return { arrow, points: points ?? [], label: { ...area, texts } };
}
