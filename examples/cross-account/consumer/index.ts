import { consumerStack } from "../../shared/consumerStack";

export = () => consumerStack("alicloud-privatelink-cross-account-provider");
