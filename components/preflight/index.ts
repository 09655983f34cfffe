export { type Finding, PreflightError, withoutStack } from "./findings";
export { Preflight } from "./preflight";
export { PreflightMode } from "./mode";
