import { checkStack } from "../../shared/checkStack";

export = () => checkStack("alicloud-privatelink-cross-account-consumer");
