import * as components from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

type AnyComponent = new (
    name: string,
    args: unknown,
    options: pulumi.ComponentResourceOptions | undefined,
) => pulumi.ComponentResource;

const config = new pulumi.Config();
const className = config.require<keyof typeof components>("class");
const Component = components[className] as unknown as AnyComponent;
new Component("subject", config.requireObject("args"), config.getObject("options"));
