// Runs a program under mocks until its first resource is registered, and says how long that took since
// the process began and how much memory it took. Plain JavaScript, for only what the program itself
// loads is to be measured.
//
// node tools/bench/programStart.cjs <program> [ts-node]
const [program, loader] = process.argv.slice(2);

function report() {
    const memory = process.resourceUsage().maxRSS * 1024;
    const { user, system } = process.cpuUsage();
    process.stdout.write(
        JSON.stringify({
            milliseconds: performance.now(),
            processorMilliseconds: (user + system) / 1000,
            memory,
        }),
    );
    // Ending in the middle is meant here; the SDK would complain of what it was about to do.
    process.removeAllListeners("exit");
    process.exit(0);
}

if (loader === "ts-node") {
    // As the language host does for a program whose tsconfig.json says noCheck.
    require("ts-node").register({ transpileOnly: true });
}
if (program === "@pulumi/pulumi") {
    require(program);
    report();
}
const pulumi = require("@pulumi/pulumi");
const outputs = {
    offer: {
        contractVersion: 2,
        serviceId: "epsrv-1",
        serviceName: "com.aliyuncs.privatelink.eu-central-1.epsrv-1",
        regionId: "eu-central-1",
        accountId: "1234567890123456",
        zoneIds: ["eu-central-1b"],
        ports: [{ port: 80, protocol: "tcp" }],
        acceptanceRequired: true,
        allowedAccountIds: [],
    },
    request: {
        contractVersion: 2,
        endpointId: "ep-1",
        serviceId: "epsrv-1",
        accountId: "1234567890123456",
        zoneIds: ["eu-central-1b"],
        endpointDomain: "ep-1.example",
    },
    clientIds: { ecs1: "i-1" },
};
pulumi.runtime.setMocks(
    {
        newResource: (args) => {
            if (args.type === "pulumi:pulumi:StackReference") {
                return { id: args.name, state: { ...args.inputs, outputs, secretOutputNames: [] } };
            }
            if (args.type !== "pulumi:pulumi:Stack") {
                report();
            }
            return { id: args.name, state: args.inputs };
        },
        call: (args) => args.inputs,
    },
    "bench",
    "bench",
    true,
    "organization",
);
const config = JSON.parse(process.env.BENCH_CONFIG ?? "{}");
pulumi.runtime.setAllConfig(
    Object.fromEntries(
        Object.entries(config).map(([key, value]) => [
            `bench:${key}`,
            typeof value === "string" ? value : JSON.stringify(value),
        ]),
    ),
);
const exported = require(require("node:path").resolve(program));
if (typeof exported === "function") {
    exported();
}
