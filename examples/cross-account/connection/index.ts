import { connectionStack } from "../../shared/connectionStack";

export = () =>
    connectionStack({
        provider: "alicloud-privatelink-cross-account-provider",
        consumer: "alicloud-privatelink-cross-account-consumer",
    });
