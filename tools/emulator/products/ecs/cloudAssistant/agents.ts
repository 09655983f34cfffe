import type { Answer, Call } from "../../../call";
import { apiTime } from "../../../clock";
import type { Cloud } from "../../../cloud";
import { pageByNumber } from "../../../paging";
import { text, texts } from "../../../parameters";
import { findImage } from "../images";
import { ownedInstance } from "../lookups";
import type { Instance } from "../state";
import { isUnderWay } from "./statuses";

/** Public images come with the agent from here on (RunCommand, Before you begin). */
const WITH_AGENT_SINCE = new Date("2017-12-01T00:00:00Z");
const AGENT_VERSION = { linux: "2.2.4.1000", windows: "2.1.4.1000" };
const PAGES = { standard: 10, largest: 50 };

/** Whether the agent on an instance takes commands: it comes up a moment after the instance itself. */
export function agentIsRunning(cloud: Cloud, instance: Instance): boolean {
    const { transitionMilliseconds } = cloud.options;
    const upFor = cloud.clock.now().getTime() - (instance.startedAt?.getTime() ?? Infinity);
    return instance.status === "Running" && hasAgent(instance) && upFor >= transitionMilliseconds;
}

export function describeCloudAssistantStatus(cloud: Cloud, call: Call): Answer {
    const ids = texts(call, "InstanceId");
    const osType = text(call, "OSType")?.toLowerCase();
    const instances = (
        ids.length > 0
            ? ids.map((id) => ownedInstance(cloud, call, id))
            : cloud.ecs.instances.allOwned(call)
    ).filter(({ imageId }) => (osType ?? findImage(imageId).osType) === findImage(imageId).osType);
    const { page, fields } = pageByNumber(call, instances, PAGES);
    return {
        ...fields,
        InstanceCloudAssistantStatusSet: {
            InstanceCloudAssistantStatus: page.map((instance) => describe(cloud, instance)),
        },
    };
}

function hasAgent({ imageId }: Instance): boolean {
    return findImage(imageId).createdAt >= WITH_AGENT_SINCE;
}

function describe(cloud: Cloud, instance: Instance): Answer {
    const { osType } = findImage(instance.imageId);
    const isRunning = agentIsRunning(cloud, instance);
    const invocations = cloud.ecs.invocations
        .all()
        .filter(({ tasks }) => tasks.some(({ instanceId }) => instanceId === instance.id));
    const last = invocations.at(-1);
    const active = invocations.filter(({ tasks }) =>
        tasks.some((task) => task.instanceId === instance.id && isUnderWay(task)),
    );
    return {
        InstanceId: instance.id,
        OSType: osType === "linux" ? "Linux" : "Windows",
        CloudAssistantStatus: String(isRunning),
        CloudAssistantVersion: hasAgent(instance) ? AGENT_VERSION[osType] : "",
        SupportSessionManager: hasAgent(instance),
        InvocationCount: invocations.length,
        ActiveTaskCount: active.length,
        LastInvokedTime: last === undefined ? "" : apiTime(last.createdAt),
        LastHeartbeatTime: isRunning ? apiTime(cloud.clock.now()) : "",
    };
}
