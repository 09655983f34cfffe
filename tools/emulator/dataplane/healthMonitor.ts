import type { HealthCheck, Pool, Target } from "./pools";

interface HealthRecord {
    isHealthy: boolean;
    /** How many results in a row said otherwise. */
    contradictions: number;
}

/** What the health checks have found so far. */
export interface ServerHealth {
    isHealthy(pool: Pool, target: Target): boolean;
}

/**
 * What load balancers know of their servers. A server is unhealthy until as many checks in a row as the
 * listener asks for have found it up, and healthy until as many have not.
 */
export class HealthMonitor implements ServerHealth {
    private records = new Map<string, HealthRecord>();

    isHealthy(pool: Pool, target: Target): boolean {
        return (
            pool.healthCheck === undefined ||
            this.records.get(keyOf(pool, target))?.isHealthy === true
        );
    }

    healthyTargets(pool: Pool): Target[] {
        return pool.targets.filter((target) => this.isHealthy(pool, target));
    }

    /** One check of every server. What is no longer there is forgotten, and would begin anew. */
    checkAll(pools: readonly Pool[]): void {
        const records = new Map<string, HealthRecord>();
        for (const pool of pools) {
            const { healthCheck } = pool;
            for (const target of healthCheck === undefined ? [] : pool.targets) {
                const key = keyOf(pool, target);
                const record = this.records.get(key) ?? { isHealthy: false, contradictions: 0 };
                note(record, healthCheck as HealthCheck, isUp(healthCheck as HealthCheck, target));
                records.set(key, record);
            }
        }
        this.records = records;
    }
}

function note(record: HealthRecord, check: HealthCheck, isFoundUp: boolean): void {
    record.contradictions = isFoundUp === record.isHealthy ? 0 : record.contradictions + 1;
    const threshold = record.isHealthy ? check.unhealthyThreshold : check.healthyThreshold;
    if (record.contradictions >= threshold) {
        record.isHealthy = isFoundUp;
        record.contradictions = 0;
    }
}

function isUp({ port, http }: HealthCheck, target: Target): boolean {
    const connection = target.connect(port);
    if (connection.outcome !== "connected" || http === undefined) {
        return connection.outcome === "connected";
    }
    const status = connection.send(http.request).response?.status ?? 0;
    return http.codes.includes(`http_${Math.floor(status / 100)}xx`);
}

function keyOf(pool: Pool, target: Target): string {
    return `${pool.key} ${target.key}`;
}
