// `node curve-process.ts FILE`: opens a data file, reads in it as a person does, and prints the memory it then takes, in MB.
import { agendaRange } from "../../src-main/store/agenda.ts";
import { openDatabase } from "../../src-main/store/database.ts";
import { folderOfRole } from "../../src-main/store/mail/folders.ts";
import { listThreads } from "../../src-main/store/mail/list.ts";
import { findMessage, sourceOf } from "../../src-main/store/mail/message.ts";
import { searchMail } from "../../src-main/store/mail/search.ts";
import { agendaSearch } from "../../src-main/store/search.ts";
import { SearchMail } from "../../src-preload/contract/mail-inputs.ts";
import { SearchAgenda } from "../../src-preload/contract/search.ts";
import { MIGRATIONS } from "../support/migrations.ts";
import { NOW } from "./agenda.ts";
import { BENCH_ACCOUNT, word } from "./mail-store-fill.ts";

const MONTH = 31 * 86_400_000;
const db = openDatabase(process.argv[2] ?? "", MIGRATIONS);

for (let n = -12; n < 12; n++) agendaRange(db, { fromMs: NOW + n * MONTH, toMs: NOW + (n + 1) * MONTH });
for (const query of ["Event 7", "Room 3", "nothing"]) agendaSearch(db, SearchAgenda.parse({ query }), NOW);

const inbox = folderOfRole(db, BENCH_ACCOUNT, "inbox");
let cursor: string | undefined;
for (let page = 0; inbox && page < 20; page++) {
  const shown = listThreads(db, { folderId: inbox.id, limit: 50, ...(cursor !== undefined && { cursor }) });
  for (const id of shown.threads.slice(0, 10).flatMap(({ messageIds }) => messageIds)) {
    findMessage(db, id);
    sourceOf(db, id);
  }
  cursor = shown.nextCursor;
}
for (let n = 0; inbox && n < 20; n++) searchMail(db, SearchMail.parse({ query: `${word(n * n)} ` }), NOW);

process.stdout.write(String(process.memoryUsage().rss / 1e6));
db.close();
