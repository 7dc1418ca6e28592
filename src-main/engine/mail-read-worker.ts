// Entry of the worker that reads mail: started by mail-reader.ts, killed by it when a message holds it up.
import { parentPort, workerData } from "node:worker_threads";
import { readMessage } from "../domain/mime/read.ts";
import { serveReads } from "./mail-read-serve.ts";

if (parentPort) serveReads(parentPort, new Int32Array(workerData as SharedArrayBuffer), readMessage);
