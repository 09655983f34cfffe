import type { Interceptor } from "../emulator";
import { ApiError } from "../emulator/apiError";

const WINDOW_MILLISECONDS = 60_000;

/**
 * How many calls of an action the cloud takes from one account in a region within a minute
 * (https://www.alibabacloud.com/help/en/privatelink/developer-reference/api-privatelink-2020-04-15-quota), where it is
 * not the number that most actions have.
 */
const CALLS_PER_MINUTE: Readonly<Record<string, number>> = {
    ListVpcEndpointServiceUsers: 3000,
    ListTagResources: 6000,
};
const READS_PER_MINUTE = 1000;
const WRITES_PER_MINUTE = 200;

/** Refuses the calls of PrivateLink that are over the documented limits, as the cloud does. */
export function rateLimits(): Interceptor {
    const recent = new Map<string, number[]>();
    return ({ product, action, account }) => {
        if (product !== "privatelink") {
            return;
        }
        const key = `${account.accountId} ${action}`;
        const now = Date.now();
        const times = (recent.get(key) ?? []).filter((time) => time > now - WINDOW_MILLISECONDS);
        recent.set(key, times);
        const isRead = /^(Get|List|Describe)/.test(action);
        const limit = CALLS_PER_MINUTE[action] ?? (isRead ? READS_PER_MINUTE : WRITES_PER_MINUTE);
        if (times.length >= limit) {
            throw new ApiError("Throttling.User", "Request was denied due to user flow control.");
        }
        times.push(now);
    };
}
