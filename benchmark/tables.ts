import { percentile } from './measure.ts';

/** Formats tables and figures for results.md. */
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

/** Returns the median of several runs, and the worst of them. */
export function medianAndWorst(values: readonly number[], digits: number): string {
  const middle = percentile(values, 0.5).toFixed(digits);
  return values.length < 2 ? middle : `${middle} (${percentile(values, 1).toFixed(digits)})`;
}

/** A promised number, and the measured one. */
export interface Target {
  readonly what: string;
  readonly kind: 'at most' | 'at least';
  readonly limit: number;
  readonly value: number;
  readonly unit?: string;
}

/** Reports for each target whether it was reached, by the unrounded figure. */
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
