import { providerStack } from "../../shared/providerStack";

export = providerStack;
