import type { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { ConstructRequest, type ConstructResponse } from "@pulumi/pulumi/proto/provider_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

import { withPlugin } from "./pluginProcess";
import { PreviewEngine } from "./previewEngine";

/** How the engine marks a value as an Output, and a secret. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

const output = (value: JavaScriptValue) => ({ [SIGNATURE]: OUTPUT, value });

const OFFER = {
    contractVersion: 2,
    serviceId: "epsrv-1",
    serviceName: "com.aliyuncs.privatelink.eu-central-1.epsrv-1",
    regionId: "eu-central-1",
    accountId: "1234567890123456",
    zoneIds: ["eu-central-1a"],
    ports: [{ port: 443, protocol: "tcp" }],
    acceptanceRequired: true,
};

interface Component {
    readonly componentClass: string;
    readonly inputs: Readonly<Record<string, JavaScriptValue>>;
}

/** A component of the owner's side, with an Output in a list that decides which resources there are. */
const SERVICE: Component = {
    componentClass: "EndpointService",
    inputs: {
        serviceResources: [{ loadBalancerId: "lb-1", zoneIds: output(["eu-central-1a"]) }],
        ports: [{ port: 443 }],
        preflight: "offline",
    },
};

/** One of the consumer's, with the offer of another stack. */
const endpointIn = (zoneId: string): Component => ({
    componentClass: "InterfaceEndpoint",
    inputs: {
        offer: output(OFFER),
        vpcId: "vpc-1",
        zones: output([{ zoneId, vswitchId: "vsw-1" }]),
        clientCidrBlocks: ["10.0.0.0/16"],
        preflight: "offline",
    },
});

/** What is created of both. */
const CREATED = [
    "alicloud-privatelink:index:EndpointService EndpointService",
    "alicloud-privatelink:index:InterfaceEndpoint InterfaceEndpoint",
    "alicloud:ecs/securityGroup:SecurityGroup InterfaceEndpoint",
    "alicloud:ecs/securityGroupRule:SecurityGroupRule InterfaceEndpoint-icmp-10.0.0.0/16",
    "alicloud:ecs/securityGroupRule:SecurityGroupRule InterfaceEndpoint-tcp-443-10.0.0.0/16",
    "alicloud:privatelink/vpcEndpoint:VpcEndpoint InterfaceEndpoint",
    "alicloud:privatelink/vpcEndpointService:VpcEndpointService EndpointService",
    "alicloud:privatelink/vpcEndpointServiceResource:VpcEndpointServiceResource EndpointService-eu-central-1a",
    "alicloud:privatelink/vpcEndpointZone:VpcEndpointZone InterfaceEndpoint-eu-central-1a",
];

/** What an endpoint in a zone that is not offered is refused with. */
const FINDING = /zones\[0\]\.zoneId: found "eu-central-1b"\. The service can be reached in/;

/**
 * What keeps an installed plugin from constructing a component of each side, with Outputs of other resources, and
 * from refusing one with a finding. There is no cloud: nothing is looked up.
 */
export async function constructionProblems(
    packageFolder: string,
    workingFolder: string,
): Promise<string[]> {
    return PreviewEngine.with((engine, address) =>
        withPlugin(packageFolder, workingFolder, address, async (client) => {
            try {
                await construct(client, address, SERVICE);
                await construct(client, address, endpointIn("eu-central-1a"));
            } catch (error) {
                return [`The plugin does not construct a component: ${(error as Error).message}`];
            }
            const created = [...engine.registered].sort();
            const refusal = await refusalOf(
                construct(client, address, endpointIn("eu-central-1b")),
            );
            return [
                ...(created.join("\n") === CREATED.join("\n")
                    ? []
                    : [
                          `The plugin constructs other resources than it should:\n${created.join("\n")}\nSee why, or correct CREATED in tools/release/construction.ts.`,
                      ]),
                ...(FINDING.test(refusal)
                    ? []
                    : [
                          `The plugin does not answer with the finding about a zone, but with: ${refusal}`,
                      ]),
            ];
        }),
    );
}

function construct(
    client: ResourceProviderClient,
    engineAddress: string,
    { componentClass, inputs }: Component,
): Promise<ConstructResponse> {
    const request = new ConstructRequest()
        .setProject("project")
        .setStack("dev")
        .setOrganization("organization")
        .setDryrun(true)
        .setParallel(1)
        .setMonitorendpoint(engineAddress)
        .setType(`alicloud-privatelink:index:${componentClass}`)
        .setName(componentClass)
        .setAcceptsOutputValues(true)
        .setInputs(Struct.fromJavaScript({ ...inputs }));
    request.getConfigMap().set("alicloud:region", "eu-central-1");
    return new Promise((resolve, reject) => {
        client.construct(request, (error, answer) => {
            if (error === null) {
                resolve(answer);
            } else {
                reject(error);
            }
        });
    });
}

/** What a component is refused with, also what its properties are. */
async function refusalOf(construction: Promise<ConstructResponse>): Promise<string> {
    try {
        await construction;
        return "no error";
    } catch (error) {
        return (error as Error).message;
    }
}
