import { percentile } from './measure.ts';

/** Tables and figures as they stand in results.md. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map(tableRow).join('\n').replaceAll(' --- ', '---');
}

export function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

export function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}

export function megabytes(bytes: number): string {
  return whole(bytes / 1e6);
}

/** The median of several runs, and the worst of them. */
export function medianAndWorst(values: readonly number[], digits: number): string {
  const middle = percentile(values, 0.5).toFixed(digits);
  return values.length < 2 ? middle : `${middle} (${percentile(values, 1).toFixed(digits)})`;
}

/** Something that was promised as a number, and the number that came of it. */
export interface Target {
  readonly what: string;
  readonly kind: 'at most' | 'at least';
  readonly limit: number;
  readonly value: number;
  readonly unit?: string;
}

/** Says of each target whether it was reached, by the figure before it is rounded. */
export function targetTable(targets: readonly Target[]): string {
  const rows = targets.map(({ what, kind, limit, value, unit = '' }) => {
    const isReached = kind === 'at most' ? value <= limit : value >= limit;
    const digits = limit >= 10 ? 0 : 2;
    return [
      what,
      `${kind} ${limit}${unit}`,
      `${value.toFixed(digits)}${unit}`,
      isReached ? 'reached' : '**not reached**',
    ];
  });
  return table(['promised', 'target', 'measured', ''], rows);
}
