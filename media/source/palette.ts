/** The colours of a terminal as its user has set them, as `#rrggbb`. */
export interface Palette {
  readonly ground: string;
  readonly text: string;
  /** Black, red, green, yellow, blue, magenta, cyan, white, and the same brighter. */
  readonly named: readonly string[];
}

const SOLARIZED = [
  ...['#073642', '#dc322f', '#859900', '#b58900', '#268bd2', '#d33682', '#2aa198', '#eee8d5'],
  ...['#002b36', '#cb4b16', '#586e75', '#657b83', '#839496', '#6c71c4', '#93a1a1', '#fdf6e3'],
];

/** Palettes by name. `dark` is that of the README's pictures. */
export const PALETTES = {
  dark: {
    ground: '#1c1f26',
    text: '#d8dee9',
    named: [
      ...['#2e3440', '#d0606c', '#a3be8c', '#ebcb8b', '#7a9fce', '#c08fb8', '#7fc4d4', '#d8dee9'],
      ...['#7b8699', '#e88388', '#b8d6a0', '#f5dca0', '#9dbfe8', '#d8aed2', '#a0dde8', '#ffffff'],
    ],
  },
  // The colours that xterm has by itself, on white.
  light: {
    ground: '#ffffff',
    text: '#000000',
    named: [
      ...['#000000', '#cd0000', '#00cd00', '#cdcd00', '#0000ee', '#cd00cd', '#00cdcd', '#e5e5e5'],
      ...['#7f7f7f', '#ff0000', '#00ff00', '#ffff00', '#5c5cff', '#ff00ff', '#00ffff', '#ffffff'],
    ],
  },
  'solarized-dark': { ground: '#002b36', text: '#839496', named: SOLARIZED },
  'solarized-light': { ground: '#fdf6e3', text: '#657b83', named: SOLARIZED },
} as const satisfies Readonly<Record<string, Palette>>;

/** Each of red, green and blue in the cube of 216 colours that follows. */
const STEPS = [0, 95, 135, 175, 215, 255];
const CUBE_START = 16;
const GREY_START = 232;

/** Returns a colour of the terminal's 256, as `#rrggbb`: all but the first sixteen are the same in any palette. */
export function paletteColour(index: number, { named }: Palette): string {
  if (index < CUBE_START) return named[index];
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
