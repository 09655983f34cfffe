import { prove } from "./proof";

prove("PrivateDnsName");
