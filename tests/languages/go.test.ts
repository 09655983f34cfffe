import { describeSameAccount } from "./sameAccount";

describeSameAccount("go", ["nodejs"]);
