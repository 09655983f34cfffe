import { Collection, type Owned } from "../../collection";

export interface EndpointService extends Owned {
    name: string;
}

export interface Endpoint extends Owned {
    name: string;
}

export class PrivateLinkState {
    readonly services = new Collection<EndpointService>("endpoint service");
    readonly endpoints = new Collection<Endpoint>("endpoint");

    collections(): Collection<Owned>[] {
        return [this.services, this.endpoints];
    }
}
