export type { ChildChecks } from "./childChecks";
export { ComponentChecks } from "./componentChecks";
export { type Finding, PreflightError } from "./findings";
export { PreflightMode } from "./mode";
export type { Check, Report } from "./report";
