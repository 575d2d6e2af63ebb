import { safeText } from '../format/safe-text.ts';
import { TerminalOutput } from '../terminal/terminal-output.ts';
import { growsLarge, growthText, growthWarning } from './rejections-growth.ts';

/** How long a run must take before its progress is shown, and how often the line is drawn again. */
const FIRST_AFTER_MILLISECONDS = 700;
const THEN_EVERY_MILLISECONDS = 200;
const BAR_CELLS = 20;

/** The line on the terminal now, for code that ends the process. */
let shown: ProgressLine | undefined;

/** Removes the line from the terminal, if there is one. */
export function clearProgress(): void {
  shown?.clear();
}

/** A line on the terminal that shows the progress of a long run; nothing if stderr is not a terminal. */
export class ProgressLine {
  private readonly started = performance.now();
  private drawn = this.started + FIRST_AFTER_MILLISECONDS - THEN_EVERY_MILLISECONDS;
  private width = 0;
  private bytesRead = 0;
  private rejectionBytes = 0;
  private output: TerminalOutput | undefined;

  /**
   * `terminal`: a standard stream, of which only the descriptor is written to: the stream itself would wait for a stopped
   * terminal. `shareOf` returns the share of the input that so many bytes are, from 0 to 1, if known.
   */
  constructor(
    private readonly terminal: { readonly isTTY?: boolean; readonly columns?: number; readonly fd: number },
    private readonly shareOf: (bytesRead: number) => number | undefined,
    private readonly ascii: boolean,
  ) {}

  reading(bytesRead: number): void {
    this.bytesRead = bytesRead;
    // The line about the size of an output that grows too large stays.
    if (growsLarge(this.rejectionBytes, bytesRead)) return;
    this.drawInTime((elapsedSeconds) =>
      progressText(bytesRead, this.shareOf(bytesRead), elapsedSeconds, this.ascii),
    );
  }

  /** Shows how large the file of rejections grows, once it is much larger than the input. */
  writingRejections(name: string, bytesWritten: number): void {
    this.rejectionBytes = bytesWritten;
    const { bytesRead } = this;
    if (growsLarge(bytesWritten, bytesRead)) this.drawInTime(() => growthText(name, bytesWritten, bytesRead));
  }

  /** Returns the warning about a file of rejections that has become that large. */
  growthWarning(name: string, rejections: number): string | undefined {
    return growthWarning(name, this.rejectionBytes, this.bytesRead, rejections);
  }

  /** Shows that the input is read; what follows has no known share. Shows nothing if the run was short so far. */
  allRead(): void {
    if (this.width > 0) this.draw('grouping by user');
  }

  writing(name: string, bytesWritten: number): void {
    this.drawInTime(() => `writing ${safeText(name)}: ${Math.round(bytesWritten / 1e6)} MB`);
  }

  /** Removes the line. */
  clear(): void {
    shown = undefined;
    if (this.width > 0) this.output?.sendLast(`\r${' '.repeat(this.width)}\r`);
    this.width = 0;
  }

  private drawInTime(text: (elapsedSeconds: number) => string): void {
    const now = performance.now();
    if (this.terminal.isTTY !== true || now - this.drawn < THEN_EVERY_MILLISECONDS) return;
    this.drawn = now;
    this.draw(text((now - this.started) / 1000));
  }

  private draw(text: string): void {
    this.output ??= new TerminalOutput(this.terminal.fd);
    if (this.output.isBusy) return;
    // One column stays free, or the cursor would wrap and the next line would not cover this one.
    const columns = Math.max(1, (this.terminal.columns ?? 80) - 1);
    const line = text.slice(0, columns);
    shown = this;
    // Spaces over a longer previous line, rather than an escape that a dumb terminal would show.
    this.output.send(`\r${line.padEnd(Math.min(this.width, columns))}`);
    this.width = line.length;
  }
}

/** Returns `[########------------]  40 %  512 MB/s  3 s left to read`; without a share, how much was read. */
export function progressText(
  bytesRead: number,
  share: number | undefined,
  elapsedSeconds: number,
  ascii: boolean,
): string {
  const bytesPerSecond = bytesRead / Math.max(elapsedSeconds, 0.001);
  const rate = `${Math.round(bytesPerSecond / 1e6)} MB/s`;
  if (share === undefined) return `${Math.round(bytesRead / 1e6)} MB read  ${rate}`;
  const cells = Math.round(share * BAR_CELLS);
  const [full, empty] = ascii ? ['#', '-'] : ['█', '░'];
  const left = Math.ceil((elapsedSeconds * (1 - share)) / Math.max(share, 0.001));
  return `[${full.repeat(cells)}${empty.repeat(BAR_CELLS - cells)}] ${Math.floor(share * 100)} %  ${rate}  ${left} s left to read`;
}
