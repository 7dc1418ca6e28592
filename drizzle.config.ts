import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "sqlite",
  casing: "snake_case",
  schema: [
    "./src-main/store/schema.ts",
    "./src-main/store/schema-past.ts",
    "./src-main/store/schema-found.ts",
    "./src-main/store/schema-notices.ts",
    "./src-main/store/schema-mail.ts",
    "./src-main/store/schema-mail-work.ts",
    "./src-main/store/schema-mail-write.ts",
  ],
  out: "./resources/migrations",
});
