import { Text, Transform } from 'ink';
import { type ReactElement, useContext } from 'react';
import { PlaceholderContext } from './line-placeholders.ts';

/**
 * Lines of the screen, already painted and no wider than `width`. Ink measures a block of blanks of the same size, which
 * the lines replace in the output: Ink keeps each measured text forever, and measuring is most of the cost of a frame.
 */
export function Rows({
  lines,
  width,
  height,
}: {
  readonly lines: readonly string[];
  readonly width: number;
  readonly height: number;
}): ReactElement | null {
  const placeholders = useContext(PlaceholderContext);
  if (height <= 0 || width <= 0) return null;
  return (
    <Transform
      transform={(_, index) => {
        const line = lines[index] ?? '';
        return placeholders === undefined ? line : placeholders.reserve(line);
      }}
    >
      <Text>{blanks(width, height)}</Text>
    </Transform>
  );
}

function blanks(width: number, height: number): string {
  return Array.from({ length: height }, () => ' '.repeat(width)).join('\n');
}
