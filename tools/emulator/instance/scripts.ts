import type { Connection } from "../dataplane/connection";
import type { Instance } from "../products/ecs/state";
import { Script, type ScriptRequest } from "./script";

/** The network between instances, as the data plane has it. */
export interface Network {
    resolve(client: Instance, name: string): string[];
    connect(client: Instance, address: string, port: number): Connection;
}

export interface ScriptRunner {
    start(instance: Instance, request: Omit<ScriptRequest, "network">): Script;
}

/** The scripts that run on instances at this moment. */
export class Scripts implements ScriptRunner {
    private readonly running = new Set<Script>();
    private readonly killAll = () => {
        for (const script of this.running) {
            script.kill();
        }
    };

    constructor(private readonly network: Network) {}

    start(instance: Instance, request: Omit<ScriptRequest, "network">): Script {
        if (this.running.size === 0) {
            // An emulator that ends without being stopped takes them along as well.
            process.once("exit", this.killAll);
        }
        const script = new Script({
            ...request,
            network: {
                address: instance.privateIpAddress,
                resolve: (name) => this.network.resolve(instance, name),
                connect: (address, port) => this.network.connect(instance, address, port),
            },
        });
        this.running.add(script);
        const forget = () => {
            this.running.delete(script);
            if (this.running.size === 0) {
                process.off("exit", this.killAll);
            }
        };
        script.result.then(forget, forget);
        return script;
    }

    /** Ends what runs on all instances, and waits until nothing of it is left. */
    async stop(): Promise<void> {
        const ended = [...this.running];
        for (const script of ended) {
            script.stop();
        }
        await Promise.allSettled(ended.map((script) => script.result));
    }
}
