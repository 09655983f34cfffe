import * as pulumi from "@pulumi/pulumi";

import { behindAnotherKind } from "./anotherKind";
import { behindOtherBalancers } from "./balancers";
import { handedOver } from "./handover";
import { underOtherNames } from "./names";
import { outOfRawResources } from "./raw";
import { surroundings } from "./surroundings";
import { withItsWhitelist } from "./whitelist";

const MOVES = {
    anotherKind: behindAnotherKind,
    balancers: behindOtherBalancers,
    handover: handedOver,
    names: underOtherNames,
    raw: outOfRawResources,
    whitelist: withItsWhitelist,
};

const config = new pulumi.Config();
const around = surroundings();
const moved = MOVES[config.require<keyof typeof MOVES>("move")](around, config.require("shape"));

export const outputs: Record<string, unknown> = { ...moved, clientId: around.clientId };
