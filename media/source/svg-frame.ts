/** Shared by all pictures of the program: colours, letters, the window around them. */
export const GROUND = '#1c1f26';
export const TEXT = '#d8dee9';
export const FONT_SIZE = 14;
export const MARGIN = 16;

/**
 * Returns a window of the given size in pixels, with one line of SVG per line of content. The title is for screen
 * readers.
 */
export function framed(title: string, width: number, height: number, content: readonly string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="DejaVu Sans Mono, monospace" font-size="${FONT_SIZE}">
  <title>${escaped(title)}</title>
  <rect width="100%" height="100%" rx="8" fill="${GROUND}"/>
${content.map((line) => `  ${line}\n`).join('')}</svg>
`;
}

/** Escapes text for XML. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
