import * as components from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

interface Part {
    readonly componentClass: string;
    readonly name: string;
    readonly args: unknown;
    readonly options?: pulumi.ComponentResourceOptions;
}

type AnyComponent = new (
    name: string,
    args: unknown,
    options: pulumi.ComponentResourceOptions | undefined,
) => pulumi.ComponentResource;

const parts = new pulumi.Config().requireObject<Part[]>("parts");
for (const { componentClass, name, args, options } of parts) {
    const Component = components[componentClass as keyof typeof components];
    new (Component as unknown as AnyComponent)(name, args, options);
}
