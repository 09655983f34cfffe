import { randomBytes } from "node:crypto";

import type { AccessKey } from "../accounts";
import type { Policy } from "./policy";

/** Who a call is made by. An account's own access key may do everything. */
export type Principal = { readonly kind: "account" } | RamUser | RoleSession;

/** A user as RAM shows it. */
export interface UserProfile {
    readonly id: string;
    readonly accountId: string;
    /** Identifies it in the account. */
    readonly name: string;
    readonly displayName: string;
    readonly comments: string;
    readonly email: string;
    readonly mobilePhone: string;
    readonly createdAt: Date;
}

/** A user who can call. */
export interface RamUser extends AccessKey, UserProfile {
    readonly kind: "user";
    /** Can be changed at any time. */
    policies: readonly Policy[];
}

export interface RamRole {
    readonly id: string;
    readonly accountId: string;
    readonly name: string;
    /** Users and roles of these accounts may assume it, if their own policies allow it. */
    readonly trustedAccountIds: readonly string[];
    readonly maxSessionSeconds: number;
    /** Can be changed at any time. */
    policies: readonly Policy[];
}

/** Temporary credentials, from AssumeRole. */
export interface RoleSession extends AccessKey {
    readonly kind: "role";
    readonly role: RamRole;
    readonly name: string;
    readonly securityToken: string;
    /** Limits the session further. */
    readonly policy?: Policy;
    /** By the emulator's clock. Can be changed at any time. */
    expiration: Date;
}

export interface NewRole {
    readonly accountId: string;
    readonly name: string;
    readonly policies: readonly Policy[];
    /** The role's own account by default. */
    readonly trustedAccountIds?: readonly string[];
    /** One hour by default. */
    readonly maxSessionSeconds?: number;
}

/** RAM's users, roles and sessions. By its API there are only users without access keys; all others exist by program. */
export class RamState {
    readonly users: RamUser[] = [];
    private readonly usersWithoutKey: UserProfile[] = [];
    readonly roles: RamRole[] = [];
    readonly sessions: RoleSession[] = [];
    private readonly serviceLinkedRoles = new Set<string>();

    addUser(accountId: string, name: string, policies: readonly Policy[]): RamUser {
        const user: RamUser = {
            kind: "user",
            id: newNumber("2"),
            accountId,
            name,
            displayName: name,
            comments: "",
            email: "",
            mobilePhone: "",
            createdAt: new Date(),
            policies,
            ...newKey("LTAI"),
        };
        this.users.push(user);
        return user;
    }

    addUserWithoutKey(profile: Omit<UserProfile, "id">): UserProfile {
        const user = { id: newNumber("2"), ...profile };
        this.usersWithoutKey.push(user);
        return user;
    }

    /** Whether it was one. */
    removeUserWithoutKey(user: UserProfile): boolean {
        const index = this.usersWithoutKey.indexOf(user);
        return index !== -1 && this.usersWithoutKey.splice(index, 1).length === 1;
    }

    /** The users of an account, the newest first. */
    usersOf(accountId: string): UserProfile[] {
        return [...this.users, ...this.usersWithoutKey]
            .filter((user) => user.accountId === accountId)
            .reverse()
            .sort((one, other) => other.createdAt.getTime() - one.createdAt.getTime());
    }

    findUser(accountId: string, name: string): UserProfile | undefined {
        return this.usersOf(accountId).find((user) => user.name === name);
    }

    addRole({ accountId, name, policies, ...rest }: NewRole): RamRole {
        const { trustedAccountIds = [accountId], maxSessionSeconds = 3600 } = rest;
        const id = newNumber("3");
        const role = { id, accountId, name, policies, trustedAccountIds, maxSessionSeconds };
        this.roles.push(role);
        return role;
    }

    addSession(role: RamRole, name: string, expiration: Date, policy?: Policy): RoleSession {
        const session: RoleSession = {
            kind: "role",
            accountId: role.accountId,
            role,
            name,
            policy,
            expiration,
            securityToken: randomBytes(48).toString("base64"),
            ...newKey("STS."),
        };
        this.sessions.push(session);
        return session;
    }

    /** The user or session that an access key belongs to. */
    holder(accessKeyId: string): RamUser | RoleSession | undefined {
        return [...this.users, ...this.sessions].find((each) => each.accessKeyId === accessKeyId);
    }

    hasServiceLinkedRole(accountId: string, name: string): boolean {
        return this.serviceLinkedRoles.has(`${accountId}/${name}`);
    }

    addServiceLinkedRole(accountId: string, name: string): void {
        this.serviceLinkedRoles.add(`${accountId}/${name}`);
    }
}

/** The policies of which each must allow what the caller does. */
export function policiesOf(principal: RamUser | RoleSession): (readonly Policy[])[] {
    if (principal.kind === "user") {
        return [principal.policies];
    }
    const { role, policy } = principal;
    return policy === undefined ? [role.policies] : [role.policies, [policy]];
}

export function arnOf(accountId: string, principal: Principal): string {
    switch (principal.kind) {
        case "account":
            return `acs:ram::${accountId}:root`;
        case "user":
            return `acs:ram::${accountId}:user/${principal.name}`;
        case "role":
            return `acs:ram::${accountId}:assumed-role/${principal.role.name}/${principal.name}`;
    }
}

function newKey(prefix: string) {
    return {
        accessKeyId: `${prefix}${randomBytes(10).toString("hex")}`,
        accessKeySecret: randomBytes(20).toString("hex"),
    };
}

/** Ids of users and roles are numbers of 18 digits; those of users begin with 2, those of roles with 3. */
function newNumber(begin: "2" | "3"): string {
    return `${begin}${(BigInt(`0x${randomBytes(8).toString("hex")}`) % 10n ** 17n).toString().padStart(17, "0")}`;
}
