import * as components from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

interface Part {
    readonly componentClass: string;
    readonly name: string;
    readonly args: unknown;
}

type AnyComponent = new (name: string, args: unknown) => pulumi.ComponentResource;

for (const { componentClass, name, args } of new pulumi.Config().requireObject<Part[]>("parts")) {
    const Component = components[componentClass as keyof typeof components];
    new (Component as unknown as AnyComponent)(name, args);
}
