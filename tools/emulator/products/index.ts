import type { Product } from "../call";
import type { Cloud } from "../cloud";
import type { ServerHealth } from "../dataplane/healthMonitor";
import type { ScriptRunner } from "../instance/scripts";
import { alb } from "./alb";
import { bssopenapi } from "./bssopenapi";
import { ecs } from "./ecs";
import { gwlb } from "./gwlb";
import { location } from "./location";
import { nlb } from "./nlb";
import { privatelink } from "./privatelink";
import { pvtz } from "./pvtz";
import { quotas } from "./quotas";
import { ram } from "./ram";
import { resourcemanager } from "./resourcemanager";
import { slb } from "./slb";
import { sts } from "./sts";
import { vpc } from "./vpc";

/** Every product that the emulator speaks, with what some of them need besides the state of the cloud. */
export function allProducts(cloud: Cloud, health: ServerHealth, scripts: ScriptRunner): Product[] {
    return [
        alb(cloud, health),
        bssopenapi(),
        ecs(cloud, scripts),
        gwlb(cloud),
        location(),
        nlb(cloud, health),
        privatelink(cloud),
        pvtz(cloud),
        quotas(cloud),
        ram(cloud),
        resourcemanager(cloud),
        slb(cloud, health),
        sts(cloud),
        vpc(cloud),
    ];
}
