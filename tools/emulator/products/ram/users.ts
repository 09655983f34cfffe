import { ApiError, invalidParameter, notFound } from "../../apiError";
import type { Answer, Call } from "../../call";
import { apiTime } from "../../clock";
import type { Cloud } from "../../cloud";
import { integer, requiredText, text } from "../../parameters";
import type { UserProfile } from "../../ram/state";

/** MaxItems of ListUsers. */
const PAGE_SIZES = { standard: 100, largest: 1000 };

export function createUser(cloud: Cloud, call: Call): Answer {
    const { accountId } = call.account;
    const name = readName(call);
    if (cloud.ram.findUser(accountId, name) !== undefined) {
        throw new ApiError("EntityAlreadyExists.User", "The user does already EXIST.", 409);
    }
    const user = cloud.ram.addUserWithoutKey({
        accountId,
        name,
        displayName: atMost128(call, "DisplayName") ?? name,
        comments: atMost128(call, "Comments") ?? "",
        email: text(call, "Email") ?? "",
        mobilePhone: text(call, "MobilePhone") ?? "",
        createdAt: cloud.clock.now(),
    });
    return { User: describe(user) };
}

export function getUser(cloud: Cloud, call: Call): Answer {
    return { User: describeWithUpdate(ownedUser(cloud, call)) };
}

/** Not of one that has an access key: those of the emulator's program have one. */
export function deleteUser(cloud: Cloud, call: Call): Answer {
    const user = ownedUser(cloud, call);
    if (!cloud.ram.removeUserWithoutKey(user)) {
        throw new ApiError(
            "DeleteConflict.User.AccessKey",
            "The user CAN NOT has any access key while deleting the user.",
            409,
        );
    }
    return {};
}

/** A marker is the name of the last user of the page before. */
export function listUsers(cloud: Cloud, call: Call): Answer {
    const size = integer(call, "MaxItems") ?? PAGE_SIZES.standard;
    if (size < 1 || size > PAGE_SIZES.largest) {
        throw invalidParameter("MaxItems", `Valid values: 1 to ${PAGE_SIZES.largest}.`);
    }
    const users = cloud.ram.usersOf(call.account.accountId);
    const marker = text(call, "Marker");
    const last = users.findIndex(({ name }) => name === marker);
    if (marker !== undefined && last === -1) {
        throw invalidParameter("Marker");
    }
    const page = users.slice(last + 1, last + 1 + size);
    const isTruncated = last + 1 + size < users.length;
    return {
        IsTruncated: isTruncated,
        Marker: isTruncated ? page.at(-1)?.name : undefined,
        Users: { User: page.map(describeWithUpdate) },
    };
}

function ownedUser(cloud: Cloud, call: Call): UserProfile {
    const user = cloud.ram.findUser(call.account.accountId, readName(call));
    if (user === undefined) {
        throw notFound("EntityNotExist.User", "The user does not exist.");
    }
    return user;
}

function readName(call: Call): string {
    const name = requiredText(call, "UserName");
    if (name.length > 64) {
        throw new ApiError(
            "InvalidParameter.UserName.Length",
            'The parameter - "UserName" beyond the length limit.',
        );
    }
    if (!/^[\w.-]+$/.test(name)) {
        throw new ApiError(
            "InvalidParameter.UserName.InvalidChars",
            'The parameter - "UserName" contains invalid chars.',
        );
    }
    return name;
}

function atMost128(call: Call, name: "DisplayName" | "Comments"): string | undefined {
    const value = text(call, name);
    if (value !== undefined && value.length > 128) {
        throw new ApiError(
            `InvalidParameter.${name}.Length`,
            `The parameter - "${name}" beyond the length limit.`,
        );
    }
    return value;
}

function describe(user: UserProfile): Answer {
    return {
        UserId: user.id,
        UserName: user.name,
        DisplayName: user.displayName,
        Comments: user.comments,
        Email: user.email,
        MobilePhone: user.mobilePhone,
        CreateDate: apiTime(user.createdAt),
    };
}

/** Users cannot be changed here. */
function describeWithUpdate(user: UserProfile): Answer {
    return { ...describe(user), UpdateDate: apiTime(user.createdAt) };
}
