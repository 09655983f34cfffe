import { regionActionsOf } from "../../regionActions";

export const regionActions = regionActionsOf("gwlb");
