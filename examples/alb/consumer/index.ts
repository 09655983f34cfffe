import { consumerStack } from "../../shared/consumerStack";
import { readZonedConsumerSettings } from "../../shared/settings";

export = () => consumerStack("alicloud-privatelink-alb-provider", readZonedConsumerSettings);
