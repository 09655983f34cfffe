export type Properties = Readonly<Record<string, unknown>>;
