/** The form in which most products write a time: `2021-10-16T07:31:09Z`. */
export function apiTime(date: Date): string {
    return date.toISOString().replace(/\.\d{3}Z$/, "Z");
}

/** The form in which ECS writes the times of an instance: `2026-01-31T09:30Z`. */
export function apiMinute(date: Date): string {
    return date.toISOString().replace(/:\d\d\.\d{3}Z$/, "Z");
}

/** What happens later in the cloud: changes of state that a caller has to wait for. */
export class Clock {
    private readonly timers = new Set<NodeJS.Timeout>();
    private held: (() => void)[] | undefined;

    now(): Date {
        return new Date();
    }

    after(milliseconds: number, happen: () => void): void {
        this.startTimer(milliseconds, () => {
            if (this.held === undefined) {
                happen();
            } else {
                this.held.push(happen);
            }
        });
    }

    /** The time that an answer takes: unlike a change of state, it cannot be held. */
    pass(milliseconds: number): Promise<void> {
        return new Promise((resolve) => this.startTimer(milliseconds, resolve));
    }

    /** What is due later waits until the function given back is called: a state lasts as long as a test looks at it. */
    hold(): () => void {
        const due: (() => void)[] = [];
        this.held = due;
        return () => {
            this.held = undefined;
            due.forEach((happen) => happen());
        };
    }

    /** Again and again, until the clock stops. */
    every(milliseconds: number, happen: () => void): void {
        const timer = setInterval(happen, milliseconds);
        timer.unref();
        this.timers.add(timer);
    }

    private startTimer(milliseconds: number, onTimeout: () => void): void {
        const timer = setTimeout(() => {
            this.timers.delete(timer);
            onTimeout();
        }, milliseconds);
        timer.unref();
        this.timers.add(timer);
    }

    stop(): void {
        for (const timer of this.timers) {
            // Ends an interval as well.
            clearTimeout(timer);
        }
        this.timers.clear();
    }
}
