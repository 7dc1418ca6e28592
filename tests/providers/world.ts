// The world a provider sees in these tests: the real network, a clock that stands where the test puts it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createNet } from "../../src-main/host/net.ts";
import { memoryVault } from "../../src-main/host/vault/memory.ts";
import type { World } from "../../src-main/providers/provider.ts";

export const NOW_MS = Date.UTC(2026, 10, 23, 9, 0, 0);

export function testWorld(): World & { remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), "cadran-world-"));
  return {
    net: createNet(),
    clock: { nowMs: () => NOW_MS, zone: () => "Europe/Zurich", sleep: async () => {} },
    folder,
    vault: memoryVault(),
    openPage: async () => {},
    env: {},
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
