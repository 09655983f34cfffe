export { MockCloud, type MockCloudOptions, type Override } from "./mockCloud";
export type { MockedResource, Properties } from "./properties";
export type { RunOptions } from "./runProgram";
