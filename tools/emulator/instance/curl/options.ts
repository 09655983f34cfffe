/** What a command line of curl asks for. */
export interface CurlOptions {
    readonly urls: string[];
    readonly headers: string[];
    /** Of `--resolve`: `host:port:address`. */
    readonly resolve: string[];
    /** Of `--connect-to`: `host:port:other host:other port`. */
    readonly connectTo: string[];
    isSilent: boolean;
    showsErrors: boolean;
    failsOnErrors: boolean;
    includesHeaders: boolean;
    isHead: boolean;
    isInsecure: boolean;
    followsRedirects: boolean;
    method?: string;
    caFile?: string;
    outputFile?: string;
    /** Where `--dump-header` puts the headers. */
    headerFile?: string;
    writeOut?: string;
    maxSeconds?: number;
    connectSeconds?: number;
}

interface Option {
    readonly names: readonly string[];
    /** Without a value the option stands alone. */
    readonly set?: (options: CurlOptions, value: string) => void;
    readonly raise?: (options: CurlOptions) => void;
}

/** A command line that curl does not take: exit code 2. */
export class CurlUsageError extends Error {}

/** Most hosts forwarding uses; what is not listed is refused, never ignored. */
const OPTIONS: readonly Option[] = [
    { names: ["-s", "--silent"], raise: (options) => (options.isSilent = true) },
    { names: ["-S", "--show-error"], raise: (options) => (options.showsErrors = true) },
    { names: ["-f", "--fail"], raise: (options) => (options.failsOnErrors = true) },
    { names: ["-i", "--include"], raise: (options) => (options.includesHeaders = true) },
    { names: ["-I", "--head"], raise: (options) => (options.isHead = true) },
    { names: ["-k", "--insecure"], raise: (options) => (options.isInsecure = true) },
    { names: ["-L", "--location"], raise: (options) => (options.followsRedirects = true) },
    // There is no other version of the protocols, and no proxy, to choose.
    { names: ["-4", "--ipv4", "--http1.1"], raise: () => undefined },
    { names: ["--noproxy"], set: () => undefined },
    { names: ["-o", "--output"], set: (options, value) => (options.outputFile = value) },
    { names: ["-D", "--dump-header"], set: (options, value) => (options.headerFile = value) },
    { names: ["-w", "--write-out"], set: (options, value) => (options.writeOut = value) },
    { names: ["-X", "--request"], set: (options, value) => (options.method = value) },
    { names: ["-H", "--header"], set: (options, value) => options.headers.push(value) },
    {
        names: ["-A", "--user-agent"],
        set: (options, value) => options.headers.push(`User-Agent: ${value}`),
    },
    { names: ["--resolve"], set: (options, value) => options.resolve.push(value) },
    { names: ["--connect-to"], set: (options, value) => options.connectTo.push(value) },
    { names: ["--cacert"], set: (options, value) => (options.caFile = value) },
    { names: ["--url"], set: (options, value) => options.urls.push(value) },
    {
        names: ["-m", "--max-time"],
        set: (options, value) => (options.maxSeconds = seconds("--max-time", value)),
    },
    {
        names: ["--connect-timeout"],
        set: (options, value) => (options.connectSeconds = seconds("--connect-timeout", value)),
    },
];

/** Reads a command line: long options, short ones alone or together, values apart or attached to short ones. */
export function readOptions(args: readonly string[]): CurlOptions {
    const options: CurlOptions = {
        urls: [],
        headers: [],
        resolve: [],
        connectTo: [],
        isSilent: false,
        showsErrors: false,
        failsOnErrors: false,
        includesHeaders: false,
        isHead: false,
        isInsecure: false,
        followsRedirects: false,
    };
    const rest = [...args];
    for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
        if (arg.startsWith("--")) {
            apply(options, arg, undefined, rest);
        } else if (arg.startsWith("-") && arg.length > 1) {
            readShort(options, arg, rest);
        } else {
            options.urls.push(arg);
        }
    }
    if (options.urls.length === 0) {
        throw new CurlUsageError("no URL specified!");
    }
    if (options.urls.length > 1) {
        throw new CurlUsageError("the emulator's curl takes one URL");
    }
    return options;
}

function readShort(options: CurlOptions, arg: string, rest: string[]): void {
    for (let position = 1; position < arg.length; position += 1) {
        const attached = arg.slice(position + 1);
        if (apply(options, `-${arg[position]}`, attached === "" ? undefined : attached, rest)) {
            return;
        }
    }
}

/** Answers whether the option took a value. */
function apply(
    options: CurlOptions,
    name: string,
    attached: string | undefined,
    rest: string[],
): boolean {
    const option = OPTIONS.find(({ names }) => names.includes(name));
    if (option === undefined) {
        throw new CurlUsageError(`option ${name}: is unknown to the emulator's curl`);
    }
    if (option.set === undefined) {
        option.raise?.(options);
        return false;
    }
    const value = attached ?? rest.shift();
    if (value === undefined) {
        throw new CurlUsageError(`option ${name}: requires parameter`);
    }
    option.set(options, value);
    return true;
}

function seconds(name: string, value: string): number | undefined {
    if (!/^\d+(\.\d*)?$/.test(value)) {
        throw new CurlUsageError(`option ${name}: expected a proper numerical parameter`);
    }
    // Zero is no limit.
    return Number(value) === 0 ? undefined : Number(value);
}
