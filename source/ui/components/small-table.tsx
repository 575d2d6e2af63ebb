import { Text, Transform } from 'ink';
import { Table } from 'ink-table';
import { createContext, type PropsWithChildren, type ReactElement, useContext } from 'react';
import { paint } from './theme.ts';

/** The number of blanks that ink-table puts on either side of a cell. */
const CELL_PADDING = 1;

/** A character that does not occur in safe text. */
const MARK = '\u0001';

/** A painted cell, `width` cells wide with the blanks around it. */
export interface PaintedCell {
  readonly painted: string;
  readonly width: number;
}

/**
 * A table of a few rows: ink-table without its rules, which would take half of a low screen. Its texts must be safe and
 * fit the width: ink-table counts characters.
 */
export function SmallTable({ data }: { readonly data: Record<string, string>[] }): ReactElement {
  return <Table data={data} skeleton={NoRule} header={HeaderCell} cell={Cell} padding={CELL_PADDING} />;
}

/** A small table of painted cells, whose characters may be wider than a cell. */
export function PaintedTable({
  headers,
  rows,
}: {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly PaintedCell[])[];
}): ReactElement {
  const painted = rows.flat();
  // ink-table counts characters, so it gets as many for each cell as that is wide.
  const data = rows.map((row, at) =>
    Object.fromEntries(
      row.map(({ width }, i) => [
        headers[i],
        `${MARK}${at * row.length + i}`.padEnd(width - 2 * CELL_PADDING),
      ]),
    ),
  );
  return (
    <PaintedCells.Provider value={painted}>
      <Table data={data} skeleton={NoRule} header={HeaderCell} cell={CellOfMark} padding={CELL_PADDING} />
    </PaintedCells.Provider>
  );
}

/** ink-table keeps the component of its first cells, so the component itself must not hold what it draws. */
const PaintedCells = createContext<readonly PaintedCell[]>([]);

function CellOfMark({ children }: PropsWithChildren<{ column: number }>): ReactElement {
  const cell = useContext(PaintedCells)[Number(String(children).trim().slice(MARK.length))];
  return (
    <Transform transform={() => cell?.painted ?? ''}>
      <Text>{' '.repeat(cell?.width ?? 1)}</Text>
    </Transform>
  );
}

/** Has no height. */
function NoRule(): null {
  return null;
}

/** Painted here: what Ink makes bold is not bold without colour. */
function HeaderCell({ children }: PropsWithChildren): ReactElement {
  return (
    <Transform transform={(text) => paint('header', text)}>
      <Text>{children}</Text>
    </Transform>
  );
}

function Cell({ children }: PropsWithChildren<{ column: number }>): ReactElement {
  return <Text>{children}</Text>;
}
