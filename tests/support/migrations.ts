import { resolve } from "node:path";

/** The project's own migrations. */
export const MIGRATIONS = resolve(import.meta.dirname, "../../resources/migrations");
