import unicode11 from '@xterm/addon-unicode11';
import headless, { type IBuffer, type Terminal as Xterm } from '@xterm/headless';

/** DEC private modes that xterm does not report. */
const CURSOR_SHOWN = 25;
const SGR_MOUSE = 1006;
/** On in the beginning; all others are off. */
const ON_AT_FIRST = [7, CURSOR_SHOWN];

/** How a terminal has been set up by the program on it. */
export interface Modes {
  readonly alternateScreen: boolean;
  readonly cursorHidden: boolean;
  /** Which events of the mouse are reported. */
  readonly mouse: 'none' | 'x10' | 'vt200' | 'drag' | 'any';
  /** Whether they are reported as SGR (mode 1006), which alone works past column 223. */
  readonly sgrMouse: boolean;
  readonly bracketedPaste: boolean;
  readonly applicationCursorKeys: boolean;
  /** In the midst of a synchronized update: what is on the screen is not meant to be seen. */
  readonly synchronized: boolean;
  /** Every DEC private mode that is not as it was in the beginning, by number. */
  readonly changed: readonly number[];
}

/** How one cell looks. A colour is `default`, a number of the palette, or `#rrggbb`. */
export interface CellStyle {
  readonly text: string;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly inverse: boolean;
  readonly underline: boolean;
  readonly foreground: string | number;
  readonly background: string | number;
}

export interface Place {
  readonly column: number;
  readonly row: number;
}

/** What a terminal shows of what was written to it. Columns and rows count from 0. */
export class Screen {
  readonly xterm: Xterm;
  private readonly privateModes = new Map<number, boolean>();
  private readonly copied: string[] = [];

  constructor(columns: number, rows: number) {
    this.xterm = new headless.Terminal({ cols: columns, rows, scrollback: 5000, allowProposedApi: true });
    // Widths as terminals have them today: emoji are wide.
    this.xterm.loadAddon(new unicode11.Unicode11Addon());
    this.xterm.unicode.activeVersion = '11';
    this.watchModes();
    this.xterm.parser.registerOscHandler(52, (data) => {
      this.copied.push(Buffer.from(data.slice(data.indexOf(';') + 1), 'base64').toString());
      return true;
    });
  }

  /** Takes what a program wrote; resolves when it is on the screen. */
  show(output: string): Promise<void> {
    return new Promise((resolve) => this.xterm.write(output, resolve));
  }

  /** One text a row, without the spaces at its end. */
  lines(): string[] {
    const { active } = this.xterm.buffer;
    return linesOf(active, active.baseY, active.baseY + this.xterm.rows);
  }

  text(): string {
    return this.lines().join('\n');
  }

  /** All of the normal screen, what was scrolled off it first, down to the last line that is not empty. */
  scrollback(): string[] {
    const { normal } = this.xterm.buffer;
    const lines = linesOf(normal, 0, normal.length);
    return lines.slice(0, lines.findLastIndex((line) => line !== '') + 1);
  }

  modes(): Modes {
    const { mouseTrackingMode, bracketedPasteMode, applicationCursorKeysMode, synchronizedOutputMode } =
      this.xterm.modes;
    return {
      alternateScreen: this.xterm.buffer.active.type === 'alternate',
      cursorHidden: this.privateModes.get(CURSOR_SHOWN) === false,
      mouse: mouseTrackingMode,
      sgrMouse: this.privateModes.get(SGR_MOUSE) === true,
      bracketedPaste: bracketedPasteMode,
      applicationCursorKeys: applicationCursorKeysMode,
      synchronized: synchronizedOutputMode,
      changed: [...this.privateModes]
        .filter(([mode, on]) => on !== ON_AT_FIRST.includes(mode))
        .map(([mode]) => mode),
    };
  }

  cursor(): Place {
    const { cursorX, cursorY } = this.xterm.buffer.active;
    return { column: cursorX, row: cursorY };
  }

  /** Throws for a place that is not on the screen. */
  styleAt(column: number, row: number): CellStyle {
    const { active } = this.xterm.buffer;
    const cell = active.getLine(active.baseY + row)?.getCell(column);
    if (cell === undefined) throw new Error(`no cell at column ${column}, row ${row}`);
    const colour = (palette: boolean, rgb: boolean, value: number): string | number => {
      if (rgb) return `#${value.toString(16).padStart(6, '0')}`;
      return palette ? value : 'default';
    };
    return {
      text: cell.getChars(),
      bold: cell.isBold() !== 0,
      dim: cell.isDim() !== 0,
      inverse: cell.isInverse() !== 0,
      underline: cell.isUnderline() !== 0,
      foreground: colour(cell.isFgPalette(), cell.isFgRGB(), cell.getFgColor()),
      background: colour(cell.isBgPalette(), cell.isBgRGB(), cell.getBgColor()),
    };
  }

  /** Returns the first cell at which the text appears, from the top. Throws if it does not. */
  placeOf(text: string): Place {
    const { active } = this.xterm.buffer;
    for (let row = 0; row < this.xterm.rows; row++) {
      const line = active.getLine(active.baseY + row);
      for (let column = 0; column < this.xterm.cols; column++) {
        const starts = line?.getCell(column)?.getWidth() !== 0;
        if (starts && line?.translateToString(true, column).startsWith(text)) return { column, row };
      }
    }
    throw new Error(`'${text}' is not on the screen:\n${this.picture()}`);
  }

  /** What was copied by OSC 52, the latest last. */
  clipboard(): readonly string[] {
    return this.copied;
  }

  /** The screen for people to look at, in a frame. */
  picture(): string {
    const rule = '─'.repeat(this.xterm.cols);
    return [`┌${rule}`, ...this.lines().map((line) => `│${line}`), `└${rule}`].join('\n');
  }

  private watchModes(): void {
    for (const final of ['h', 'l']) {
      this.xterm.parser.registerCsiHandler({ prefix: '?', final }, (modes) => {
        for (const mode of modes.flat()) this.privateModes.set(mode, final === 'h');
        // The terminal's own handler is to see it too.
        return false;
      });
    }
  }
}

function linesOf(buffer: IBuffer, from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, index) =>
    (buffer.getLine(from + index)?.translateToString(true) ?? '').trimEnd(),
  );
}
