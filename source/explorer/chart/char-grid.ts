import type { Line, Span, Style } from '../view/spans.ts';

/** A rectangle of cells, one character of one cell's width each, drawn over and over and then read as lines. */
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

  /** Writes a text of characters of one cell each, from a cell to the right. */
  put(row: number, column: number, text: string, style: Style): void {
    const from = row * this.width + column;
    for (let i = 0; i < text.length; i++) {
      this.characters[from + i] = text[i];
      this.styles[from + i] = style;
    }
  }

  /** Lines from the top, blanks at their ends left off; a run of one style is one span, blanks go with the run before. */
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
