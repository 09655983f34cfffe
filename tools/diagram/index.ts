import { drawPicture } from "./drawPicture";
import type { Direction } from "./layout";
import { mermaidText } from "./mermaid";
import { readNetwork } from "./readNetwork";
import type { StackState } from "./state";
import { svgText } from "./svg";

export { exportStack } from "./commandLine";
export { escapeMarkup } from "./escapeMarkup";
export { oneLine } from "./plainText";
export { isObject, objects, readState, text } from "./state";
export type { Properties, StackState, StateResource } from "./state";

/** A picture of what stacks make together, twice. */
export interface Diagram {
    readonly mermaid: string;
    /** An SVG document. */
    readonly svg: string;
}

/**
 * Draws what stacks make together. Fails where there is nothing to draw in them.
 *
 * @param direction where the arrows of the SVG document go: down for a narrow window
 */
export async function drawDiagram(
    stacks: readonly StackState[],
    direction?: Direction,
): Promise<Diagram> {
    const picture = drawPicture(readNetwork(stacks));
    if (picture.boxes.length === 0) {
        throw new Error(
            "There is nothing to draw: the state holds no VPC, load balancer, endpoint service or " +
                "endpoint. Name the states of the stacks that make them, once they are deployed.",
        );
    }
    return { mermaid: mermaidText(picture), svg: await svgText(picture, direction) };
}
