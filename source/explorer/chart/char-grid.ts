import type { Line, Span, Style } from '../view/spans.ts';

/** A rectangle of cells, each a character of one cell's width, that is drawn over repeatedly and then read as lines. */
export class CharGrid {
  readonly width: number;
  readonly height: number;
  private readonly characters: string[];
  private readonly styles: Style[];

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.characters = new Array(width * height).fill(' ');
    this.styles = new Array(width * height).fill('plain');
  }

  /** Writes a text of one-cell characters from a cell to the right. */
  put(row: number, column: number, text: string, style: Style): void {
    const from = row * this.width + column;
    for (let i = 0; i < text.length; i++) {
      this.characters[from + i] = text[i];
      this.styles[from + i] = style;
    }
  }

  /** Whether nothing was written to a cell. */
  isBlank(row: number, column: number): boolean {
    return this.characters[row * this.width + column] === ' ';
  }

  /**
   * Returns the lines from the top, without trailing blanks; a run of one style is one span, and blanks join the run
   * before them.
   */
  lines(): Line[] {
    return Array.from({ length: this.height }, (_, row) => this.line(row * this.width));
  }

  private line(from: number): Span[] {
    let end = from + this.width;
    while (end > from && this.characters[end - 1] === ' ') end--;
    const spans: Span[] = [];
    let text = '';
    let style: Style = 'plain';
    for (let cell = from; cell < end; cell++) {
      if (this.characters[cell] !== ' ' && this.styles[cell] !== style) {
        if (text !== '') spans.push({ text, style });
        text = '';
        style = this.styles[cell];
      }
      text += this.characters[cell];
    }
    if (text !== '') spans.push({ text, style });
    return spans;
  }
}
