import { safeText } from '../format/safe-text.ts';

/** How long a run must take before progress is worth a line, and how often the line is drawn, in milliseconds. */
const FIRST_AFTER = 700;
const THEN_EVERY = 200;
const BAR_CELLS = 20;

/** The line that stands on the terminal now, for whoever ends the process. */
let shown: ProgressLine | undefined;

/** Takes away the line that stands on the terminal, if one does. */
export function clearProgress(): void {
  shown?.clear();
}

/** A line on the terminal that tells how far a long run is; nothing where stderr is no terminal. */
export class ProgressLine {
  private readonly started = performance.now();
  private drawn = this.started + FIRST_AFTER - THEN_EVERY;
  private width = 0;

  /** `sizeBytes`: of the whole input, where known. */
  constructor(
    private readonly terminal: { isTTY?: boolean; columns?: number; write(text: string): unknown },
    private readonly sizeBytes: number | undefined,
    private readonly ascii: boolean,
  ) {}

  reading(bytesRead: number): void {
    this.drawInTime((elapsedSeconds) => progressText(bytesRead, this.sizeBytes, elapsedSeconds, this.ascii));
  }

  /** All is read; what comes now has no share to tell. Says nothing where the run was short so far. */
  allRead(): void {
    if (this.width > 0) this.draw('grouping by user');
  }

  writing(name: string, bytesWritten: number): void {
    this.drawInTime(() => `writing ${safeText(name)}: ${Math.round(bytesWritten / 1e6)} MB`);
  }

  /** Takes the line away. */
  clear(): void {
    shown = undefined;
    if (this.width > 0) this.terminal.write(`\r${' '.repeat(this.width)}\r`);
    this.width = 0;
  }

  private drawInTime(text: (elapsedSeconds: number) => string): void {
    const now = performance.now();
    if (this.terminal.isTTY !== true || now - this.drawn < THEN_EVERY) return;
    this.drawn = now;
    this.draw(text((now - this.started) / 1000));
  }

  private draw(text: string): void {
    // One column stays free, or the cursor would wrap and the next line not cover this one.
    const columns = Math.max(1, (this.terminal.columns ?? 80) - 1);
    const line = text.slice(0, columns);
    shown = this;
    // Spaces over what was longer before, rather than an escape that a dumb terminal would show.
    this.terminal.write(`\r${line.padEnd(Math.min(this.width, columns))}`);
    this.width = line.length;
  }
}

/** `[########------------]  40 %  512 MB/s  3 s left to read`; without a size, how much was read. */
export function progressText(
  bytesRead: number,
  sizeBytes: number | undefined,
  elapsedSeconds: number,
  ascii: boolean,
): string {
  const bytesPerSecond = bytesRead / Math.max(elapsedSeconds, 0.001);
  const rate = `${Math.round(bytesPerSecond / 1e6)} MB/s`;
  if (sizeBytes === undefined || sizeBytes === 0) return `${Math.round(bytesRead / 1e6)} MB read  ${rate}`;
  const share = Math.min(1, bytesRead / sizeBytes);
  const cells = Math.round(share * BAR_CELLS);
  const [full, empty] = ascii ? ['#', '-'] : ['█', '░'];
  const left = Math.ceil((sizeBytes - bytesRead) / bytesPerSecond);
  return `[${full.repeat(cells)}${empty.repeat(BAR_CELLS - cells)}] ${Math.floor(share * 100)} %  ${rate}  ${Math.max(0, left)} s left to read`;
}
