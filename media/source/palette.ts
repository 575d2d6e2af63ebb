/** The first sixteen colours: black, red, green, yellow, blue, magenta, cyan, white, and the same brighter. */
const NAMED = [
  ...['#2e3440', '#d0606c', '#a3be8c', '#ebcb8b', '#7a9fce', '#c08fb8', '#7fc4d4', '#d8dee9'],
  ...['#7b8699', '#e88388', '#b8d6a0', '#f5dca0', '#9dbfe8', '#d8aed2', '#a0dde8', '#ffffff'],
];
/** Each of red, green and blue in the cube of 216 colours that follows. */
const STEPS = [0, 95, 135, 175, 215, 255];
const CUBE_START = 16;
const GREY_START = 232;

/** Returns a colour of the terminal's palette of 256, as `#rrggbb`. */
export function paletteColour(index: number): string {
  if (index < CUBE_START) return NAMED[index];
  if (index >= GREY_START) {
    const grey = 8 + 10 * (index - GREY_START);
    return rgbColour((grey << 16) | (grey << 8) | grey);
  }
  const place = index - CUBE_START;
  const red = STEPS[Math.floor(place / 36)];
  const green = STEPS[Math.floor(place / 6) % 6];
  return rgbColour((red << 16) | (green << 8) | STEPS[place % 6]);
}

/** Returns a 24-bit colour as `#rrggbb`. */
export function rgbColour(value: number): string {
  return `#${value.toString(16).padStart(6, '0')}`;
}
