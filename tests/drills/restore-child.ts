// A process that opens a data folder and is killed at the n-th step of the restore it finds there: tests/drills/restore.test.ts.
import { openData } from "../../src-main/engine/open-data.ts";
import { MIGRATIONS } from "../support/migrations.ts";

const [folder = ".", at = "0", now = "0"] = process.argv.slice(2);
let step = 0;
const place = { folder, migrations: MIGRATIONS, nowMs: Number(now), zone: "Europe/Paris" };
const { db } = openData({
  ...place,
  onStep: (name) => {
    if (++step !== Number(at)) return;
    process.stdout.write(name);
    // A real kill: nothing is flushed, closed or cleaned up.
    process.kill(process.pid, "SIGKILL");
  },
});
db.close();
