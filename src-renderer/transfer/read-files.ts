// Which dropped or picked files are calendars or messages, and what is in them.
import { base64Of } from "../ui/base64.ts";

/** A calendar file, read. */
export interface CalendarFile {
  readonly name: string;
  readonly text: string;
}

/** Does it look like iCalendar? The engine has the last word on what is in it. */
function isCalendarFile({ name, type }: Pick<File, "name" | "type">): boolean {
  return /\.(ics|ical|ifb|icalendar)$/i.test(name) || type === "text/calendar";
}

/** The first message among dropped or picked files, as the engine takes it. */
export async function readLetter(
  files: readonly File[],
): Promise<{ readonly name: string; readonly base64: string } | undefined> {
  const letter = files.find(({ name, type }) => /\.eml$/i.test(name) || type === "message/rfc822");
  return letter && { name: letter.name, base64: await base64Of(letter) };
}

/** The texts of calendar files; other files are left out. */
export async function readCalendarFiles(files: readonly File[]): Promise<readonly CalendarFile[]> {
  return Promise.all(files.filter(isCalendarFile).map(async (file) => ({ name: file.name, text: await file.text() })));
}
