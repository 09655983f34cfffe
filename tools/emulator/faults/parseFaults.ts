import { FAULT_NAMES, type FaultName } from "./catalogue";
import type { FaultRule, Turns } from "./plan";

/** How faults are written: `throttle=3,lost=first@CreateLoadBalancer*,slow=0.2`. */
export const FAULTS_FORM = `NAME=TURNS or NAME=TURNS@ACTION, separated by commas. NAME is one of ${FAULT_NAMES.join(", ")}. TURNS is a whole number N (each N-th call of an action), a probability as 0.2, "first" or "first N" as first2 (the first calls of every action), or "after N" as after5 (every call after them). ACTION may have *.`;

/** Throws an error that says what is not of this form. */
export function parseFaults(text: string): FaultRule[] {
    return text.split(",").map((part) => {
        const [, name = "", turns = "", actions] =
            /^\s*([a-z-]+)=([a-z0-9.]+)(?:@([\w*]+))?\s*$/.exec(part) ?? [];
        if (!isName(name)) {
            throw new Error(`"${part.trim()}" is no fault. It takes ${FAULTS_FORM}`);
        }
        return { fault: name, turns: parseTurns(turns, part), ...(actions && { actions }) };
    });
}

function isName(name: string): name is FaultName {
    return (FAULT_NAMES as readonly string[]).includes(name);
}

function parseTurns(text: string, part: string): Turns {
    const [, kind = "", number = ""] = /^(first|after)?(\d+(?:\.\d+)?)?$/.exec(text) ?? [];
    const value = Number(number);
    if (kind === "first" && (number === "" || isCount(number))) {
        return { first: number === "" ? 1 : value };
    }
    if (kind === "after" && isCount(number)) {
        return { after: value };
    }
    if (kind === "" && isCount(number) && value > 0) {
        return { every: value };
    }
    if (kind === "" && number !== "" && value > 0 && value < 1) {
        return { probability: value };
    }
    throw new Error(`"${part.trim()}" does not say which calls. It takes ${FAULTS_FORM}`);
}

function isCount(number: string): boolean {
    return /^\d+$/.test(number);
}
