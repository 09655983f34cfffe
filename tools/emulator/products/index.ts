import type { Product } from "../call";
import type { Cloud } from "../cloud";
import { alb } from "./alb";
import { bssopenapi } from "./bssopenapi";
import { ecs } from "./ecs";
import { location } from "./location";
import { privatelink } from "./privatelink";
import { pvtz } from "./pvtz";
import { quotas } from "./quotas";
import { slb } from "./slb";
import { sts } from "./sts";
import { vpc } from "./vpc";

/** Every product that the emulator speaks. */
export function allProducts(cloud: Cloud): Product[] {
    return [
        alb(cloud),
        bssopenapi(),
        ecs(cloud),
        location(),
        privatelink(cloud),
        pvtz(cloud),
        quotas(cloud),
        slb(cloud),
        sts(),
        vpc(cloud),
    ];
}
