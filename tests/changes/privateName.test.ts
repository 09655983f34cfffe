import { prove } from "./proof";

prove("PrivateName");
