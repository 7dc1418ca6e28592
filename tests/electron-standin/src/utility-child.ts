// Preloaded into a utility process: process.parentPort.
import { EventEmitter } from "node:events";

const port = Object.assign(new EventEmitter(), {
  postMessage: (message: unknown) => void process.send?.(structuredClone(message)),
});
process.on("message", (data) => port.emit("message", { data, ports: [] }));
Object.defineProperty(process, "parentPort", { value: port });
Object.defineProperty(process, "type", { value: "utility" });
