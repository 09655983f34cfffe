import { connectionStack } from "../../shared/connectionStack";

export = () =>
    connectionStack({
        provider: "alicloud-privatelink-alb-provider",
        consumer: "alicloud-privatelink-alb-consumer",
    });
