import { prove } from "./proof";

prove("EndpointServiceWhitelist");
