import { currentProgram, engineAddress } from "./currentProgram";

/**
 * Takes the error that a program ends with: its findings, or a failed lookup that an output cannot do
 * without. What waits for the checks then goes on waiting: a rejection would pass through every output that
 * follows from it, which can exhaust the memory. See docs/decisions/0008-checks-beside-values.md.
 */
export type Refuse = (error: Error) => void;

/** What Pulumi's SDK says of a call after which it makes no others: the engine has ended, and shows why. */
export const ENGINE_HAS_ENDED = /resource monitor is terminating/i;

interface PluginRefusal {
    readonly error: Promise<never>;
    readonly refuse: Refuse;
}

const pluginRefusals = new WeakMap<object, PluginRefusal>();

/**
 * For the plugin and for mocks: rejects with the findings of the running program, and never resolves. Without it,
 * Pulumi's Node host would log the findings before it answers the engine, which shows them up to three
 * times or stops before the answer; and a test runner would fail a test that expects them.
 */
export function refusalOfProgram(): Promise<never> {
    const program = currentProgram();
    const refusal = pluginRefusals.get(program) ?? newPluginRefusal();
    pluginRefusals.set(program, refusal);
    return refusal.error;
}

function newPluginRefusal(): PluginRefusal {
    let refuse: Refuse = () => undefined;
    const error = new Promise<never>((_, reject) => (refuse = reject));
    // No component may be waiting for it when the findings come.
    error.catch(() => undefined);
    return { error, refuse };
}

/**
 * What takes the findings of the running program, if anything does. Otherwise what waits for the checks
 * must reject: a test and an inline program of the Automation API end only when their outputs do.
 */
export function refuseProgram(): Refuse | undefined {
    const plugin = pluginRefusals.get(currentProgram());
    if (plugin !== undefined) {
        return plugin.refuse;
    }
    if (!hasOwnProcess()) {
        return undefined;
    }
    const { announce } = announcementOf(currentProgram());
    return (error) => {
        announce(error);
        if (!isShown(error)) {
            failProgram(error);
        }
    };
}

const shownErrors = new WeakSet<Error>();

/** An output and the checks can end the program with the same error, which is shown once. */
function isShown(error: Error): boolean {
    const shown = shownErrors.has(error);
    shownErrors.add(error);
    return shown;
}

/** Ends the program with an error. What waits for the result waits without an end, or rejects where nothing takes the error. */
export function endProgram(error: Error): Promise<never> {
    const refuse = refuseProgram();
    if (refuse === undefined) {
        return Promise.reject(error);
    }
    refuse(error);
    return new Promise(() => undefined);
}

interface Announcement {
    readonly error: Promise<Error>;
    readonly announce: Refuse;
}

const announcements = new WeakMap<object, Announcement>();

function announcementOf(program: object): Announcement {
    const announcement = announcements.get(program) ?? newAnnouncement();
    announcements.set(program, announcement);
    return announcement;
}

function newAnnouncement(): Announcement {
    let announce: Refuse = () => undefined;
    const error = new Promise<Error>((resolve) => (announce = resolve));
    return { error, announce };
}

/**
 * For a value that must be known even if the program is refused: resolves with its findings where what waits for
 * the checks goes on waiting.
 */
export function findingsOfProgram(): Promise<Error> {
    return announcementOf(currentProgram()).error;
}

/** Fails the program: Pulumi logs a rejection that nobody handles, and the program fails when nothing is left to do. */
export function failProgram(error: Error): void {
    if (ENGINE_HAS_ENDED.test(error.message)) {
        // Nothing can be logged. As a success, it would be a program without the resources that are not registered.
        process.exitCode = 1;
        return;
    }
    void Promise.reject(error);
}

/** Whether Pulumi's runner started this process for the running program. It names the engine's address in the environment. */
export function hasOwnProcess(): boolean {
    const address = process.env.PULUMI_NODEJS_MONITOR;
    return address !== undefined && engineAddress()?.endsWith(address) === true;
}
