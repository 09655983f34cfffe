import type { Owned } from "./collection";

/** A change of ALB or NLB that goes on after its call was answered. */
export interface Job extends Owned {
    readonly apiName: string;
    readonly resourceType: JobKind;
    readonly resourceId: string;
    status: "Processing" | "Succeeded";
    readonly createdAt: Date;
    modifiedAt: Date;
}

export type JobKind = "loadbalancer" | "listener" | "servergroup";
