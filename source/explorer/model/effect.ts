import type { RowSelection } from '../../pipeline/columns/row-selection.ts';
import type { Dataset } from '../../pipeline/result/dataset.ts';
import type { PipelineSettings } from '../../pipeline/settings.ts';
import type { Query } from '../../query/query.ts';
import type { Scope } from '../../query/scope.ts';
import type { UnfoldedColumns } from '../../schema/table-columns.ts';
import type { FileRequest } from '../file-view/original-state.ts';
import type { CsvExport } from '../tables/table-spec.ts';

/** Which columns an export has, where these are not all that its table has. */
export interface ChosenColumns {
  /** As `--columns` takes them: columns of the table, then keys of the records. Undefined: all that the rows have. */
  readonly list: string | undefined;
  /** The columns of the table that are not written. */
  readonly leftOut: readonly string[];
}

/**
 * What of the screen is exported: the rows of a table as they are shown, or the file itself. `isPart`: more of it is
 * still to come.
 */
export type Exported =
  | {
      readonly what: CsvExport['what'];
      readonly dataset: Dataset;
      readonly rows: RowSelection;
      readonly isPart: boolean;
      /** How many rows there would be without any narrowing. */
      readonly of: number;
      /** What the rows are narrowed to, in words; empty if they are not. */
      readonly narrowedTo: readonly string[];
      /** Of users: the scope whose sessions are summed up. `zone`: that of shown times. */
      readonly ofSessions?: { readonly scope: Scope; readonly zone: string | undefined };
      /** Of users whose types are unfolded: the columns. */
      readonly unfolded?: UnfoldedColumns | undefined;
      readonly columns?: ChosenColumns | undefined;
      /** Of rejections: how many others may belong to the rows. */
      readonly undecided: number;
    }
  | { readonly what: 'file'; readonly isPart: boolean };

/** How the file is to be read, as flags name it. What is left out is found. */
export type ChosenSettings = Pick<PipelineSettings, 'userKey' | 'timeKey' | 'typeKey' | 'timeFormat'> &
  Partial<Pick<PipelineSettings, 'records' | 'idKey' | 'idDecides'>>;

/** What `update` requests from the edges, as plain data; one place runs them (app/explorer/run-effects.ts). */
export type Effect =
  | { readonly kind: 'query'; readonly id: number; readonly query: Query }
  | { readonly kind: 'cancelQuery'; readonly id: number }
  | { readonly kind: 'setGap'; readonly gapSeconds: number | undefined }
  | { readonly kind: 'describe'; readonly rejections: readonly number[] }
  /** Reads the beginnings of stray runs, by index. */
  | { readonly kind: 'readStrays'; readonly runs: readonly number[] }
  | FileRequest
  /** Reads the whole of a record; `byteLength` is not known for an event. */
  | { readonly kind: 'readRecord'; readonly byteOffset: number; readonly byteLength: number | undefined }
  /** Gives the action `rested` when no later effect of this kind comes for so long. */
  | { readonly kind: 'awaitRest'; readonly milliseconds: number }
  /** Reads the records of events, by their index in the store: as much of each as a line can show. */
  | { readonly kind: 'readRecords'; readonly events: readonly number[] }
  | { readonly kind: 'cancelTask' }
  /** Asks for the time now. */
  | { readonly kind: 'clock' }
  | {
      readonly kind: 'export';
      readonly exported: Exported;
      readonly path: string;
      readonly overwrite: boolean;
    }
  | { readonly kind: 'complete'; readonly text: string }
  /** `said`: the message afterwards; by default how much of `what` was copied. */
  | { readonly kind: 'copy'; readonly text: string; readonly what: string; readonly said?: string }
  /** Copies the line of the file that a byte is in. */
  | { readonly kind: 'copyLine'; readonly byteOffset: number }
  | { readonly kind: 'open'; readonly path: string }
  | { readonly kind: 'reload' }
  /** Begins to follow the file, or ends that. */
  | { readonly kind: 'follow'; readonly on: boolean }
  /** Reads the file again with other settings. */
  | { readonly kind: 'readAs'; readonly settings: ChosenSettings }
  | { readonly kind: 'setMouse'; readonly on: boolean }
  | { readonly kind: 'suspend' }
  | { readonly kind: 'redraw' }
  | { readonly kind: 'quit'; readonly exitCode: number };
