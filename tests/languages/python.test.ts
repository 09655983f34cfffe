import { describeSameAccount } from "./sameAccount";

describeSameAccount("python", ["nodejs", "yaml"]);
