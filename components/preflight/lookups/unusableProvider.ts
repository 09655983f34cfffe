import * as pulumi from "@pulumi/pulumi";

import { promiseOf } from "../../shared/dependencies";
import { withoutStack } from "../../shared/withoutStack";
import { currentProgram } from "../currentProgram";
import { ENGINE_HAS_ENDED } from "../refusal";
import { regionOf } from "./providerRegion";

/** Why no call of a program can succeed, and what to say of it: mostly a setting of the provider. */
interface Problem {
    /** What the provider, Alibaba Cloud or Pulumi's SDK says of it. */
    readonly said: RegExp;
    readonly sentence: (scope: pulumi.Resource | undefined) => string | Promise<string>;
}

const KEY_IS_SET =
    'It comes from ALICLOUD_ACCESS_KEY and ALICLOUD_SECRET_KEY, from "pulumi config set alicloud:profile", or from the settings of an explicit provider.';

/**
 * The codes are of the common errors of Alibaba Cloud's gateway, the two others of the provider's configuration. The last
 * problem is that of an engine which finds such a configuration by itself, and shows it.
 */
const PROBLEMS: readonly Problem[] = [
    {
        said: /no valid credential sources/,
        sentence: () =>
            "alicloud:accessKey: is not set, and there are no other credentials for Alibaba Cloud. Set ALICLOUD_ACCESS_KEY and " +
            'ALICLOUD_SECRET_KEY, or name a profile of the Alibaba Cloud CLI with "pulumi config set alicloud:profile".',
    },
    {
        said: /InvalidAccessKeyId\b/,
        sentence: () =>
            `alicloud:accessKey: Alibaba Cloud does not know the access key, or it is disabled. Set one that is valid. ${KEY_IS_SET}`,
    },
    {
        said: /SignatureDoesNotMatch|IncompleteSignature|InvalidAccessKeySecret/,
        sentence: () =>
            `alicloud:secretKey: is not the secret of the access key. Set the one that belongs to the key. ${KEY_IS_SET}`,
    },
    {
        said: /InvalidSecurityToken\b|MissingSecurityToken/,
        sentence: () =>
            "alicloud:securityToken: has expired, or does not belong to the access key. Set ALICLOUD_ACCESS_KEY, " +
            "ALICLOUD_SECRET_KEY and ALICLOUD_SECURITY_TOKEN of one session, or log in to the profile again.",
    },
    {
        said: /InvalidRegionId\.NotFound|Invalid Alibaba Cloud region/,
        sentence: async (scope) =>
            `alicloud:region: ${await regionText(scope)} does not exist. Set one that does, for instance eu-central-1, with "pulumi config set alicloud:region", ALICLOUD_REGION, or the region of an explicit provider.`,
    },
    { said: ENGINE_HAS_ENDED, sentence: () => "Resource monitor is terminating" },
];

const problemsByProgram = new WeakMap<object, pulumi.RunError>();

/** A lookup's failure that every other call of the program shares. Undefined if a lookup failed for another reason. */
export async function unusableProvider(
    error: unknown,
    scope: pulumi.Resource | undefined,
): Promise<pulumi.RunError | undefined> {
    const message = String((error as Error | undefined)?.message ?? error);
    const problem = PROBLEMS.find(({ said }) => said.test(message));
    if (problem === undefined) {
        return undefined;
    }
    const program = currentProgram();
    const noted = problemsByProgram.get(program);
    if (noted !== undefined) {
        return noted;
    }
    const text = await problem.sentence(scope);
    const first = problemsByProgram.get(program) ?? withoutStack(new pulumi.RunError(text));
    problemsByProgram.set(program, first);
    return first;
}

/** What makes every call of the running program fail, if a lookup has shown it. */
export function problemOfProgram(): pulumi.RunError | undefined {
    return problemsByProgram.get(currentProgram());
}

async function regionText(scope: pulumi.Resource | undefined): Promise<string> {
    const region = scope && (await promiseOf(pulumi.output(regionOf(scope))));
    return region === undefined ? "the provider's region" : `found "${region}", which`;
}
