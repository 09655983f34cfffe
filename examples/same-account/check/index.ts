import { checkStack } from "../../shared/checkStack";

export = () => checkStack("alicloud-privatelink-same-account-consumer");
