// Descriptions come from servers with markup in them; the view shows their words only.

/** The words of a description, whatever markup it carries. Nothing in it is run or loaded. */
export function plainText(text: string): string {
  if (!/<[a-z/!]|&[a-z#]\w*;/i.test(text)) return text.trim();
  const lines = text.replace(/<br\s*\/?>|<\/(p|div|li|tr|h\d)>/gi, (tag) => `${tag}\n`);
  const { body } = new DOMParser().parseFromString(lines, "text/html");
  for (const silent of body.querySelectorAll("script, style, template")) silent.remove();
  return (body.textContent ?? "")
    .split("\n")
    .map((line) => line.trim())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
