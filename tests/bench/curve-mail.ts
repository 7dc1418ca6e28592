// What one store costs while it grows from 1,000 messages on, half of them in the inbox, the rest in 49 folders.
import { join } from "node:path";
import { type Database, openDatabase } from "../../src-main/store/database.ts";
import { applyFlags, knownUids } from "../../src-main/store/mail/base.ts";
import { folderOfRole } from "../../src-main/store/mail/folders.ts";
import { listThreads } from "../../src-main/store/mail/list.ts";
import { searchMail } from "../../src-main/store/mail/search.ts";
import { SearchMail } from "../../src-preload/contract/mail-inputs.ts";
import type { FolderId } from "../../src-preload/contract/shapes.ts";
import { MIGRATIONS } from "../support/migrations.ts";
import { type Curve, type Reading, residentMb, sizeOf, typical } from "./curve-readings.ts";
import { BENCH_ACCOUNT, growingMailStore, word } from "./mail-store-fill.ts";

const NOW = Date.UTC(2026, 9, 2);
const SIZES = [1000, 10_000, 100_000, 1_000_000];

export function curveOfMessages(folder: string, largest: number): Curve {
  const file = join(folder, "messages.sqlite");
  const db = openDatabase(file, MIGRATIONS);
  try {
    const sizes = SIZES.filter((one) => one <= largest);
    const grow = growingMailStore(db, Math.max(...sizes));
    const readings: Reading[] = [];
    for (const size of sizes) {
      process.stderr.write(`  ${size.toLocaleString("en")} messages …\n`);
      const { stored, cpu } = grow(size);
      const storing = { panel: "Storing a message", unit: "ms", value: cpu / stored };
      const kept = [sizeOf(db, size, "message"), residentMb(file)];
      readings.push({ size, costs: [storing, ...measureStore(db, size), ...kept] });
    }
    return { things: "messages", readings };
  } finally {
    db.close();
  }
}

function measureStore(db: Database, size: number): Reading["costs"] {
  const folderId = folderOfRole(db, BENCH_ACCOUNT, "inbox")?.id ?? ("" as FolderId);
  const uids = knownUids(db, folderId);
  const search = (query: string) => typical(() => searchMail(db, SearchMail.parse({ query }), NOW));
  const flag = (n: number) => {
    const uid = uids[(n * 37) % uids.length] ?? 0;
    // Later than what the same message got at the size before.
    const modseq = BigInt(size) * 2n ** 20n + BigInt(n);
    db.writeFetched(() => applyFlags(db, folderId, [{ uid, flags: ["\\Seen", "\\Flagged"], modseq }]));
  };
  return [
    { panel: "First page of the inbox", unit: "ms", value: typical(() => listThreads(db, { folderId, limit: 50 })) },
    { panel: "Search, newest 50", series: "a word of few", unit: "ms", value: search(`${word(40_000)} `) },
    { panel: "Search, newest 50", series: "a word of many", unit: "ms", value: search(`${word(0)} `) },
    { panel: "Search, newest 50", series: "two words", unit: "ms", value: search(`${word(3)} ${word(11)} `) },
    { panel: "A flag of the server taken in", unit: "ms", value: typical(flag) },
  ];
}
