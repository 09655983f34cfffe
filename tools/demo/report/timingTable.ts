import { floorSeconds } from "../providerFloor";
import { type Html, html } from "./html";
import type { ScenarioRecord, Step, View } from "./record";

/** How long each step took, next to the least that the provider's fixed waits allow. */
export function timingTable({ steps, views }: ScenarioRecord): Html {
    const longest = Math.max(...steps.map(({ seconds }) => seconds));
    const total = steps.reduce((sum, { seconds }) => sum + seconds, 0);
    return html`<h3>How long it took</h3>
        <p>
            The floor is what remains when the cloud answers at once: the longest chain of the waits
            that the provider has built into the creation of resources. It is shown for the step
            that made the stack.
        </p>
        <table class="timings">
            <thead>
                <tr>
                    <th scope="col">Stack</th>
                    <th scope="col">Step</th>
                    <th scope="col">Did</th>
                    <th scope="col" class="number">Seconds</th>
                    <th scope="col" class="number">Floor</th>
                    <th scope="col" class="number">Over it</th>
                    <th scope="col"><span class="unseen">As a bar</span></th>
                </tr>
            </thead>
            <tbody>
                ${steps.map((step, index) => {
                    const floor = floorOf(step, steps.slice(0, index), views);
                    const over = floor === undefined ? "–" : (step.seconds - floor).toFixed(1);
                    return html`<tr>
                        <td>${step.title}</td>
                        <td>${step.operation}</td>
                        <td>${step.outcome}</td>
                        <td class="number">${step.seconds.toFixed(1)}</td>
                        <td class="number">${floor?.toFixed(1) ?? "–"}</td>
                        <td class="number">${over}</td>
                        <td class="bars">
                            ${
                                floor === undefined
                                    ? bar("whole", step.seconds, longest)
                                    : [
                                          bar("floor", floor, longest),
                                          bar("over", step.seconds - floor, longest),
                                      ]
                            }
                        </td>
                    </tr>`;
                })}
            </tbody>
            <tfoot>
                <tr>
                    <td colspan="3">All steps</td>
                    <td class="number">${total.toFixed(1)}</td>
                    <td colspan="3"></td>
                </tr>
            </tfoot>
        </table>`;
}

/** Of the step that made a stack; of the others nothing is known. */
function floorOf(step: Step, before: readonly Step[], views: readonly View[]): number | undefined {
    if (step.operation !== "up" || before.some(({ stack }) => stack === step.stack)) {
        return undefined;
    }
    const seen = views.flatMap(({ stacks }) => stacks).find(({ stack }) => stack === step.stack);
    return seen && floorSeconds(seen.state.resources);
}

function bar(kind: string, seconds: number, longest: number): Html {
    const share = Math.max(0, (seconds / longest) * 100).toFixed(1);
    return html`<span class="bar ${kind}" style="width: ${share}%"></span>`;
}
