import { Text } from 'ink';
import { Table } from 'ink-table';
import type { PropsWithChildren, ReactElement } from 'react';

/** The number of blanks that ink-table puts on either side of a cell. */
export const CELL_PADDING = 1;

/**
 * A table of a few rows: ink-table without its rules, which would take half of a low screen. Its texts must be safe and
 * fit the width: ink-table counts characters. A row is selected if its first text begins with the mark for it.
 */
export function SmallTable({ data }: { readonly data: Record<string, string>[] }): ReactElement {
  return <Table data={data} skeleton={NoRule} header={HeaderCell} cell={Cell} padding={CELL_PADDING} />;
}

/** Has no height. */
function NoRule(): null {
  return null;
}

function HeaderCell({ children }: PropsWithChildren): ReactElement {
  return <Text bold>{children}</Text>;
}

function Cell({ column, children }: PropsWithChildren<{ column: number }>): ReactElement {
  const text = String(children);
  return <Text inverse={column === 0 && /^ [▌>]/.test(text)}>{text}</Text>;
}
