import chalk, { Chalk, type ChalkInstance } from 'chalk';
import type { Line, Style } from '../../explorer/view/spans.ts';
import { safeText } from '../../format/safe-text.ts';

/** Bold, dim, inverse and underlined are not colours: they are used without colour too. */
const shape = new Chalk({ level: 1 });

/**
 * The sixteen colours that every terminal has, as its user has set them. Colour never carries a meaning alone: a mark
 * goes with it.
 */
const STYLES: Readonly<Record<Style, ChalkInstance>> = {
  plain: chalk,
  dim: shape.dim,
  bold: shape.bold,
  header: shape.bold,
  selected: shape.inverse,
  current: shape.bold.underline,
  bad: chalk.red,
  good: chalk.green,
  warn: chalk.yellow,
  mark: shape.underline,
  fault: shape.underline,
  key: chalk.cyan,
  // Not green or yellow: these have a meaning of their own.
  string: chalk,
  number: chalk.magenta,
  literal: chalk.blue,
  // Red, yellow and green have a meaning of their own; bright colours are the greys of the background in Solarized.
  series0: chalk.cyan,
  series1: chalk.magenta,
  series2: chalk.blue,
  series3: chalk,
  series4: chalk.cyan.dim,
  series5: chalk.magenta.dim,
  series6: chalk.blue.dim,
  series7: chalk.dim,
  series8: chalk.dim,
};

/** Returns a safe text in a style. */
export function paint(style: Style, text: string): string {
  if (style === 'fault') return shape.underline(chalk.red(text));
  return style === 'mark' ? shape.underline(chalk.black.bgCyan(text)) : STYLES[style](text);
}

/** Returns a line with its styles for the terminal. Its texts may come from data: they are made safe here. */
export function paintLine(line: Line): string {
  let painted = '';
  for (const { text, style } of line)
    painted += style === 'plain' ? safeText(text) : paint(style, safeText(text));
  return painted;
}
