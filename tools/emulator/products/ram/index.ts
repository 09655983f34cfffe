import type { Product } from "../../call";
import type { Cloud } from "../../cloud";
import { createUser, deleteUser, getUser, listUsers } from "./users";

/** RAM, as far as its users. One for all regions. */
export function ram(cloud: Cloud): Product {
    return {
        name: "ram",
        version: "2015-05-01",
        actions: {
            CreateUser: (call) => createUser(cloud, call),
            DeleteUser: (call) => deleteUser(cloud, call),
            GetUser: (call) => getUser(cloud, call),
            ListUsers: (call) => listUsers(cloud, call),
        },
    };
}
