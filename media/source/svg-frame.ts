/** What all pictures of the program share: colours, letters, the window they stand in. */
export const GROUND = '#1c1f26';
export const TEXT = '#d8dee9';
export const FONT_SIZE = 14;
export const MARGIN = 16;

/** A window of the given size in pixels, its content a line of SVG each. The title is for those who cannot see it. */
export function framed(title: string, width: number, height: number, content: readonly string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="DejaVu Sans Mono, monospace" font-size="${FONT_SIZE}">
  <title>${escaped(title)}</title>
  <rect width="100%" height="100%" rx="8" fill="${GROUND}"/>
${content.map((line) => `  ${line}\n`).join('')}</svg>
`;
}

/** Text as XML has it. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
