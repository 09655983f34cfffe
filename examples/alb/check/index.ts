import { checkStack } from "../../shared/checkStack";

export = () => checkStack("alicloud-privatelink-alb-consumer");
