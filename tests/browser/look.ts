import type { Page } from "playwright-core";

// Functions that run in the page are passed on as they are: they refer to nothing outside of them.

/** Problems of the pictures of a page, each in words; none where everything can be read. */
export function picturesProblems(page: Page): Promise<string[]> {
    return page.evaluate(() => {
        const problems: string[] = [];
        const slack = 0.5;
        const inside = (inner: DOMRect, outer: DOMRect) =>
            inner.left >= outer.left - slack &&
            inner.right <= outer.right + slack &&
            inner.top >= outer.top - slack &&
            inner.bottom <= outer.bottom + slack;
        const apart = (one: DOMRect, other: DOMRect) =>
            one.right <= other.left + slack ||
            other.right <= one.left + slack ||
            one.bottom <= other.top + slack ||
            other.bottom <= one.top + slack;
        const area = (element: Element) => element.getBoundingClientRect();
        const named = (element: Element) => `"${element.textContent}"`;

        for (const svg of document.querySelectorAll("svg.network")) {
            const headers = [...svg.querySelectorAll(".header")].map((header) => ({
                rect: area(header.querySelector("rect") ?? header),
                texts: [...header.querySelectorAll("text")],
            }));
            const boxes = [...svg.querySelectorAll(".box")].map((box) => ({
                name: `"${box.querySelector("title")?.textContent?.split("\n")[0]}"`,
                rect: area(box.querySelector("rect") ?? box),
                texts: [...box.querySelectorAll("text")],
            }));
            const labels = [...svg.querySelectorAll(".label")].map((label) => ({
                rect: area(label.querySelector("rect") ?? label),
                texts: [...label.querySelectorAll("text")],
            }));
            for (const { rect, texts, name } of boxes) {
                if (!inside(rect, area(svg))) {
                    problems.push(`${name} leaves the picture`);
                }
                problems.push(
                    ...texts
                        .filter((text) => !inside(area(text), rect))
                        .map((text) => `${named(text)} leaves its box`),
                );
            }
            for (const { rect, texts } of [...labels, ...headers]) {
                problems.push(
                    ...texts
                        .filter((text) => !inside(area(text), rect))
                        .map((text) => `${named(text)} leaves its label`),
                );
            }
            for (const header of headers) {
                const holders = boxes.filter(({ rect }) => inside(header.rect, rect));
                if (holders.length === 0) {
                    problems.push(`the header ${named(header.texts[1])} leaves its box`);
                }
                const others = boxes.filter((other) => !holders.includes(other));
                if (others.some(({ rect }) => !apart(rect, header.rect))) {
                    problems.push(`a box covers the header ${named(header.texts[1])}`);
                }
                if (labels.some(({ rect }) => !apart(rect, header.rect))) {
                    problems.push(`a label covers the header ${named(header.texts[1])}`);
                }
            }
            // Boxes stand in each other or apart, never one half over the other.
            boxes.forEach((one, index) => {
                for (const other of boxes.slice(index + 1)) {
                    if (
                        !apart(one.rect, other.rect) &&
                        !inside(other.rect, one.rect) &&
                        !inside(one.rect, other.rect)
                    ) {
                        problems.push(`${one.name} overlaps ${other.name}`);
                    }
                }
            });
            const places = [...svg.querySelectorAll("text")].map((text) => ({
                text,
                place: area(text),
            }));
            places.forEach((one, index) => {
                for (const other of places.slice(index + 1)) {
                    if (!apart(one.place, other.place)) {
                        problems.push(`${named(one.text)} is written over ${named(other.text)}`);
                    }
                }
            });
            const covers = labels.map(({ rect }) => rect);
            for (const { texts: written, rect, name } of boxes) {
                for (const text of written) {
                    if (covers.some((cover) => !apart(cover, area(text)))) {
                        problems.push(`a label covers ${named(text)} of ${name}`);
                    }
                    // A box in this one that covers its header.
                    for (const other of boxes) {
                        if (
                            other.rect !== rect &&
                            inside(other.rect, rect) &&
                            !apart(other.rect, area(text))
                        ) {
                            problems.push(`${other.name} covers ${named(text)} of ${name}`);
                        }
                    }
                }
            }
            // Arrows pass no text but their own label, and headers, which are drawn over them.
            const inBoxes = boxes.flatMap(({ texts: written }) =>
                written.map((text) => ({ text, place: area(text) })),
            );
            for (const way of svg.querySelectorAll<SVGPathElement>(".way")) {
                const matrix = way.getScreenCTM();
                const length = way.getTotalLength();
                for (let at = 0; at <= length && matrix !== null; at += 2) {
                    const point = way.getPointAtLength(at).matrixTransform(matrix);
                    const crossed = inBoxes.find(
                        ({ place: { left, right, top, bottom } }) =>
                            point.x > left && point.x < right && point.y > top && point.y < bottom,
                    );
                    if (crossed !== undefined) {
                        problems.push(`an arrow crosses ${named(crossed.text)}`);
                        break;
                    }
                }
            }
        }
        return [...new Set(problems)];
    });
}

/** Words in tables that are broken, since their cells are narrower than they are. */
export function tablesProblems(page: Page): Promise<string[]> {
    return page.evaluate(() => {
        const problems: string[] = [];
        for (const cell of document.querySelectorAll("th, td")) {
            const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
            while (cell.checkVisibility() && walker.nextNode()) {
                const node = walker.currentNode;
                // A browser may go on in the next line after a hyphen or slash, before a "<", and between two texts.
                for (const { 0: word, index } of (node.nodeValue ?? "").matchAll(
                    /<?[^\s/<-]+[/-]*/g,
                )) {
                    const range = document.createRange();
                    range.setStart(node, index);
                    range.setEnd(node, index + word.length);
                    if (range.getClientRects().length > 1) {
                        problems.push(`"${word}" is broken in "${cell.textContent}"`);
                    }
                }
            }
        }
        return problems;
    });
}

/** The least contrast of text to what is behind it, and which text that is. */
export function leastContrast(page: Page): Promise<{ ratio: number; text: string }> {
    return page.evaluate(() => {
        const channels = (color: string): number[] =>
            (/rgba?\(([^)]+)\)/.exec(color)?.[1] ?? "0,0,0,0").split(",").map(Number);
        const luminance = (color: string): number => {
            const [red, green, blue] = channels(color).map((channel) => {
                const share = channel / 255;
                return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
            });
            return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        };
        const isSeen = (color: string) => color !== "none" && channels(color)[3] !== 0;
        const holds = (outer: DOMRect, inner: DOMRect) =>
            outer.left <= inner.left + 1 &&
            outer.right >= inner.right - 1 &&
            outer.top <= inner.top + 1 &&
            outer.bottom >= inner.bottom - 1;

        /** In a picture, the last shape drawn under the text. */
        const behindInPicture = (text: Element, svg: Element): string => {
            const place = text.getBoundingClientRect();
            const shapes = [...svg.querySelectorAll("rect")].filter(
                (shape) =>
                    (shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING) !==
                        0 && holds(shape.getBoundingClientRect(), place),
            );
            return getComputedStyle(shapes.at(-1) ?? svg).fill;
        };
        const behindOnPage = (element: Element): string => {
            for (let above: Element | null = element; above !== null; above = above.parentElement) {
                const { backgroundColor } = getComputedStyle(above);
                if (isSeen(backgroundColor)) {
                    return backgroundColor;
                }
            }
            return "rgb(255, 255, 255)";
        };

        let least = { ratio: Infinity, text: "" };
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const element = walker.currentNode.parentElement;
            const text = walker.currentNode.textContent?.trim() ?? "";
            if (element === null || text === "" || !element.checkVisibility()) {
                continue;
            }
            if (["STYLE", "TITLE", "title", "desc", "style"].includes(element.tagName)) {
                continue;
            }
            const svg = element.closest("svg");
            const style = getComputedStyle(element);
            const [front, back] =
                svg === null
                    ? [style.color, behindOnPage(element)]
                    : [style.fill, behindInPicture(element, svg)];
            const [low, high] = [luminance(front), luminance(back)].sort((a, b) => a - b);
            const ratio = (high + 0.05) / (low + 0.05);
            if (ratio < least.ratio) {
                least = { ratio, text: `${text}: ${front} on ${back}` };
            }
        }
        return least;
    });
}
