import chalk, { type ColorSupportLevel } from 'chalk';
import { Text } from 'ink';
import { render } from 'ink-testing-library';
import stringWidth from 'string-width';
import { beforeAll } from 'vitest';
import type { Model } from '../../source/explorer/model/model.ts';
import { Screen } from '../../source/ui/screen.tsx';

/** The tests of a file draw as on a terminal with so many colours: 0 as with NO_COLOR, 1 for the sixteen. */
export function onTerminalWithColours(level: ColorSupportLevel): void {
  beforeAll(() => {
    const before = chalk.level;
    chalk.level = level;
    return () => {
      chalk.level = before;
    };
  });
}

/** What is drawn of a model on a terminal of the model's size: its lines, colours and all. */
export function linesOf(model: Model): string[] {
  const { stdout, rerender, unmount, lastFrame } = render(<Text> </Text>);
  try {
    // The library's terminal is always 100 columns wide.
    Object.defineProperties(stdout, { columns: { value: model.columns }, rows: { value: model.rows } });
    stdout.emit('resize');
    rerender(<Screen model={model} />);
    return (lastFrame() ?? '').split('\n');
  } finally {
    unmount();
  }
}

/** What the program itself puts in: bold, dim, inverse, underlined, sixteen colours, and the end of each. */
const STYLES = /\p{Cc}\[(?:0|1|2|4|7|2[2-9]|[34][0-9]|9[0-7]|10[0-7])m/gu;

/** The lines as one reads them. */
export function textsOf(model: Model): string[] {
  return linesOf(model).map((line) => line.replace(STYLES, ''));
}

/** In which cell of a line a text begins. */
export function cellOf(line: string, text: string): number {
  const at = line.indexOf(text);
  if (at < 0) throw new Error(`'${text}' is not in '${line}'`);
  return stringWidth(line.slice(0, at));
}
