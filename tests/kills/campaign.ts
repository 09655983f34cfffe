import { type KilledStack, titleOf } from "./moments";
import { Stage } from "./stage";

/** How many of a stack's moments were survived. Where one was not, the next one starts from new. */
export async function surviveAll(
    killed: KilledStack,
    say: (line: string) => void,
): Promise<{ survived: number; failed: string[] }> {
    const failed: string[] = [];
    let stage: Stage | undefined;
    for (const moment of killed.moments) {
        const title = `${killed.scenario} ${killed.stack} ${titleOf(moment)}`;
        const startedAt = Date.now();
        try {
            stage ??= await Stage.open(killed);
            await stage.killAndRepair(moment);
            await stage.finish();
            say(`survived  ${title}, ${Math.round((Date.now() - startedAt) / 1000)} s`);
        } catch (error) {
            failed.push(title);
            say(`FAILED    ${title}: ${(error as Error).message}`);
            await stage?.close().catch((left: unknown) => say(String(left)));
            stage = undefined;
        }
    }
    await stage?.close();
    return { survived: killed.moments.length - failed.length, failed };
}
