// Asks the system for files.

/** @param accept as the HTML attribute @param onFiles told only when some were chosen */
export function pickFiles(
  accept: string,
  onFiles: (files: readonly File[]) => void,
  { multiple = false }: { readonly multiple?: boolean } = {},
): void {
  const input = document.createElement("input");
  input.type = "file";
  input.multiple = multiple;
  input.accept = accept;
  input.onchange = () => onFiles([...(input.files ?? [])]);
  input.click();
}
