// Gives the user a file: the page makes it, the browser or Electron asks where it goes.

/** A name that every file system takes. */
function fileName(name: string, extension: string): string {
  const safe = name
    .replace(/[\\/:*?"<>|\p{Cc}]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^\.+|\.+$/g, "");
  return `${(safe || "agenda").slice(0, 100)}.${extension}`;
}

/** Saves iCalendar text as a file named after what it holds. */
export function saveCalendarFile(name: string, text: string): void {
  save(fileName(name, "ics"), text, "text/calendar");
}

/** Saves a list of feeds as a file. */
export function saveFeedList(name: string, text: string): void {
  save(fileName(name, "opml"), text, "text/x-opml");
}

/** Saves plain text as a file. */
export function saveText(name: string, text: string): void {
  save(fileName(name, "txt"), text, "text/plain");
}

function save(download: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = url;
  link.download = download;
  document.body.append(link);
  link.click();
  link.remove();
  // The download has its own hold on the data once it has begun.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
