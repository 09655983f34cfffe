import * as pulumi from "@pulumi/pulumi";

export = () => new pulumi.Config().requireObject("outputs");
