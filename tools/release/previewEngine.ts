import * as grpc from "@grpc/grpc-js";
import { EngineService, type IEngineServer } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import {
    type IResourceMonitorServer,
    ResourceMonitorService,
} from "@pulumi/pulumi/proto/resource_grpc_pb";
import {
    RegisterResourceResponse,
    SupportsFeatureResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** What an engine of today has of what the SDK asks for before it uses it. */
const FEATURES = ["secrets", "resourceReferences", "outputValues", "deletedWith", "aliasSpecs"];

/**
 * As much of an engine as a plugin needs to construct components in a preview: it notes what is registered, and
 * lookups find nothing.
 */
export class PreviewEngine {
    /** Every registered resource, as its type and name. */
    readonly registered: string[] = [];

    private readonly resourceMonitor: Partial<IResourceMonitorServer> = {
        supportsFeature: ({ request }, reply) =>
            reply(
                null,
                new SupportsFeatureResponse().setHassupport(FEATURES.includes(request.getId())),
            ),
        registerResource: ({ request }, reply) => {
            const [type, name] = [request.getType(), request.getName()];
            this.registered.push(`${type} ${name}`);
            const urn = `urn:pulumi:dev::project::${type}::${name}`;
            // As in a preview, the resource has what was given and nothing that the cloud adds.
            reply(null, new RegisterResourceResponse().setUrn(urn).setObject(request.getObject()));
        },
        registerResourceOutputs: (_, reply) => reply(null, new Empty()),
        invoke: (_, reply) =>
            reply(null, new InvokeResponse().setReturn(Struct.fromJavaScript({}))),
    };

    private constructor(readonly server: grpc.Server) {
        const log: IEngineServer["log"] = (_, reply) => reply(null, new Empty());
        server.addService(ResourceMonitorService, this.resourceMonitor as IResourceMonitorServer);
        server.addService(EngineService, { log });
    }

    /** Starts an engine, and ends it after the use. */
    static async with<Result>(
        use: (engine: PreviewEngine, address: string) => Promise<Result>,
    ): Promise<Result> {
        const server = new grpc.Server();
        const engine = new PreviewEngine(server);
        try {
            const port = await new Promise<number>((resolve, reject) => {
                const credentials = grpc.ServerCredentials.createInsecure();
                server.bindAsync("127.0.0.1:0", credentials, (error, bound) => {
                    if (error === null) {
                        resolve(bound);
                    } else {
                        reject(error);
                    }
                });
            });
            return await use(engine, `127.0.0.1:${port}`);
        } finally {
            server.forceShutdown();
        }
    }
}
