// biome-ignore lint/performance/noBarrelFile: one name for what is written by parlour.generate
export * from "./generated/frames.ts";
