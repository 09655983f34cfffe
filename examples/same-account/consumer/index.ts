import { consumerStack } from "../../shared/consumerStack";

export = () => consumerStack("alicloud-privatelink-same-account-provider");
