/** Is it one whole e-mail address, as far as a form can tell? The engine reads it once more. */
export const isAddress = (text: string) => /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]+$/.test(text.trim());
