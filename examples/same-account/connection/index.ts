import { connectionStack } from "../../shared/connectionStack";

export = () =>
    connectionStack({
        provider: "alicloud-privatelink-same-account-provider",
        consumer: "alicloud-privatelink-same-account-consumer",
    });
