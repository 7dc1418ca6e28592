// The calls of the fake bridge about backups: two are kept, another can be made, and nothing is really restored.
import type { Backup, BackupState } from "../../src-preload/contract/backups.ts";
import type { Handlers } from "../../src-preload/contract/contract.ts";
import type { CallName, Topic } from "../../src-preload/contract/names.ts";

const MADE_MS = Date.UTC(2026, 10, 17, 9, 0, 0);

const backup = (n: number, kind: Backup["kind"]): Backup => ({
  name: `000${n}-20261117T090000Z-${kind}-5.sqlite`,
  kind,
  madeMs: MADE_MS + n * 3_600_000,
  sizeBytes: 24_300_000,
});

/** @param known what backups.list answers; a test may change it */
export function backupHandlers(
  known: { backups?: BackupState },
  publish: (...changed: Topic[]) => void,
): { readonly [C in CallName]?: Handlers<AbortSignal>[C] } {
  const state = () => {
    known.backups ??= { backups: [backup(2, "daily"), backup(1, "update")], running: false };
    return known.backups;
  };
  return {
    "backups.list": state,
    "backups.make": () => {
      const made = backup(3, "hand");
      known.backups = { ...state(), backups: [made, ...state().backups] };
      publish("backups");
      return { backup: made };
    },
    "backups.restore": () => ({}),
    "backups.noted": () => {
      const { restored, ...rest } = state();
      known.backups = { ...rest, ...(restored && { restored: { ...restored, noted: true } }) };
      publish("backups");
      return {};
    },
  };
}
