import { describeSameAccount } from "./sameAccount";

describeSameAccount("yaml", ["nodejs", "python"]);
