// Everything at once: taken along as files, or erased.
import { ExportRun } from "../commands/data/export.ts";
import { beginErase } from "./erase.ts";

export interface DataParts {
  readonly exports: ExportRun;
  /** Marks everything for erasing; then the engine is to be closed. */
  readonly erase: () => void;
}

type Deps = ConstructorParameters<typeof ExportRun>[0];

/** @param folder the data folder */
export function createData(deps: Deps, folder: string) {
  const listeners = new Set<() => void>();
  const parts: DataParts = {
    exports: new ExportRun(deps),
    erase() {
      beginErase(deps.db, folder);
      for (const tell of listeners) tell();
    },
  };
  return {
    parts,
    onErase(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
