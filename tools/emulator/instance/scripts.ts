import { Script, type ScriptRequest } from "./script";

/** The scripts that run at this moment, by the instance that they run on. */
export class Scripts {
    private readonly running = new Map<Script, string>();
    private readonly killAll = () => {
        for (const script of this.running.keys()) {
            script.kill();
        }
    };

    start(instanceId: string, request: ScriptRequest): Script {
        if (this.running.size === 0) {
            // An emulator that ends without being stopped takes them along as well.
            process.once("exit", this.killAll);
        }
        const script = new Script(request);
        this.running.set(script, instanceId);
        const forget = () => {
            this.running.delete(script);
            if (this.running.size === 0) {
                process.off("exit", this.killAll);
            }
        };
        script.result.then(forget, forget);
        return script;
    }

    /** Ends what runs on an instance, or on all of them, and waits until nothing of it is left. */
    async stop(instanceId?: string): Promise<void> {
        const ended = [...this.running].filter(([, id]) => id === (instanceId ?? id));
        for (const [script] of ended) {
            script.stop();
        }
        await Promise.allSettled(ended.map(([script]) => script.result));
    }
}
