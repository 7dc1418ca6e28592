// A reader's worker for tests, with messages that it cannot get over.
import { parentPort, workerData } from "node:worker_threads";
import { readMessage } from "../../src-main/domain/mime/read.ts";
import { serveReads } from "../../src-main/engine/mail-read-serve.ts";

if (parentPort)
  serveReads(parentPort, new Int32Array(workerData as SharedArrayBuffer), (source, options) => {
    const read = readMessage(source, options);
    if (read.subject.startsWith("hang")) for (;;);
    if (read.subject.startsWith("crash")) process.exit(3);
    if (read.subject.startsWith("throw")) throw new Error("a fault of ours");
    return read;
  });
