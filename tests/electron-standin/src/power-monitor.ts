// powerMonitor: specs emit what a machine would say.
import { EventEmitter } from "node:events";
import { failLoudly } from "./fail-loudly.ts";

class PowerMonitor extends EventEmitter {}
failLoudly(PowerMonitor.prototype, "PowerMonitor");

export const powerMonitor = new PowerMonitor();
