// Texts to start a message from.
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { Template } from "../../../src-preload/contract/mail-send.ts";
import type { Database } from "../database.ts";
import { asc, eq, sql } from "../orm.ts";
import { templates } from "../schema-mail-write.ts";

/** In the order in which they were added. */
export function listTemplates(db: Database): Template[] {
  const { id, name, subject, html } = templates;
  return db.orm.select({ id, name, subject, html }).from(templates).orderBy(asc(templates.position)).all();
}

/** Writes a new one at the end, or over the one with its id. */
export function saveTemplate(db: Database, template: Template): void {
  db.orm
    .insert(templates)
    .values({ ...template, position: sql`(SELECT coalesce(max(position), 0) + 1 FROM templates)` })
    .onConflictDoUpdate({
      target: templates.id,
      set: { name: template.name, subject: template.subject, html: template.html },
    })
    .run();
  db.touch("settings");
}

/** @throws Failure missing */
export function deleteTemplate(db: Database, id: string): void {
  const { changes } = db.orm.delete(templates).where(eq(templates.id, id)).run();
  if (changes === 0) throw new Failure("missing", { what: "template" });
  db.touch("settings");
}
