import { ApiError } from "../../apiError";
import type { Answer, Call, Product } from "../../call";
import type { Cloud } from "../../cloud";
import { refuse } from "../../invented";
import { pageByToken } from "../../paging";
import { integer, refuseParameters, requiredText, text } from "../../parameters";
import { PRIVATELINK_QUOTAS, privateLinkUsage } from "../privatelink/quotas";
import type { Quota } from "./quota";

/** The quotas of every product that has some here. */
const QUOTAS: readonly Quota[] = PRIVATELINK_QUOTAS;

/** MaxResults of ListProductQuotas. */
const PAGE_SIZES = { standard: 30, largest: 100 };

/** Quota Center: what an account may have, and how much of it is used. One for all regions. */
export function quotas(cloud: Cloud): Product {
    return {
        name: "quotas",
        version: "2020-05-10",
        actions: { ListProductQuotas: (call) => listProductQuotas(cloud, call) },
    };
}

function listProductQuotas(cloud: Cloud, call: Call): Answer {
    refuseParameters(
        call,
        ["Dimensions", "GroupCode", "KeyWord", "QuotaCategory", "SortField", "SortOrder"],
        { QuotaCategory: "CommonQuota" },
    );
    const maxResults = integer(call, "MaxResults") ?? PAGE_SIZES.standard;
    if (maxResults < 1 || maxResults > PAGE_SIZES.largest) {
        throw new ApiError(
            "INVALID.MAX.RESULTS",
            "The maxResults parameter is invalid. Use an integer ranging from 1 to 100.",
        );
    }
    const code = text(call, "QuotaActionCode");
    const found = quotasOf(requiredText(call, "ProductCode")).filter(
        (quota) => code === undefined || quota.code === code,
    );
    const { page, nextToken } = pageByToken(call, found, PAGE_SIZES);
    return {
        Quotas: page.map((quota) => described(cloud, call, quota)),
        MaxResults: maxResults,
        NextToken: nextToken,
        TotalCount: found.length,
    };
}

function quotasOf(productCode: string): Quota[] {
    const found = QUOTAS.filter((quota) => quota.productCode === productCode);
    if (found.length === 0) {
        throw refuse(
            "unsupportedParameter",
            `The emulator knows no quotas of the product ${productCode}.`,
        );
    }
    return found;
}

function described(cloud: Cloud, { account: { accountId } }: Call, quota: Quota): Answer {
    const used = privateLinkUsage(cloud, accountId, quota);
    return {
        ProductCode: quota.productCode,
        QuotaActionCode: quota.code,
        QuotaName: quota.name,
        QuotaDescription: quota.description,
        QuotaCategory: "CommonQuota",
        QuotaType: "normal",
        Adjustable: true,
        Consumable: used !== undefined,
        Dimensions: {},
        TotalQuota: cloud.quotas.limit(accountId, quota),
        TotalUsage: used,
    };
}
