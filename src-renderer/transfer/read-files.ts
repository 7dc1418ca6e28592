// Which dropped or picked files are calendars, and their text.

/** A calendar file, read. */
export interface CalendarFile {
  readonly name: string;
  readonly text: string;
}

/** Does it look like iCalendar? The engine has the last word on what is in it. */
function isCalendarFile({ name, type }: Pick<File, "name" | "type">): boolean {
  return /\.(ics|ical|ifb|icalendar)$/i.test(name) || type === "text/calendar";
}

/** The texts of calendar files; other files are left out. */
export async function readCalendarFiles(files: readonly File[]): Promise<readonly CalendarFile[]> {
  return Promise.all(files.filter(isCalendarFile).map(async (file) => ({ name: file.name, text: await file.text() })));
}
