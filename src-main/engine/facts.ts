// What a host tells the engine about itself.
import type { Capability } from "../../src-preload/contract/settings.ts";

/** `host` `cli`: an engine for one call, which does not sync by itself (run.ts). */
export interface HostFacts {
  readonly host: "electron" | "browser" | "cli" | "test";
  readonly version: string;
  readonly capabilities: readonly Capability[];
  /** Folder where people find what programs saved for them; absolute. */
  readonly downloads: string;
}
