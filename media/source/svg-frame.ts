/** Shared by all pictures of the program: letters, the window around them. */
export const FONT_SIZE = 14;
export const MARGIN = 16;

/**
 * Returns a window of the given size in pixels and of the given ground, with one line of SVG per line of content. The
 * title is for screen readers.
 */
export function framed(
  title: string,
  { width, height, ground }: { readonly width: number; readonly height: number; readonly ground: string },
  content: readonly string[],
): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="DejaVu Sans Mono, monospace" font-size="${FONT_SIZE}">
  <title>${escaped(title)}</title>
  <rect width="100%" height="100%" rx="8" fill="${ground}"/>
${content.map((line) => `  ${line}\n`).join('')}</svg>
`;
}

/** Escapes text for XML. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
