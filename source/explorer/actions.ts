import type { Dataset } from '../pipeline/result/dataset.ts';
import type { Answer } from '../query/query.ts';
import type { Effect } from './effects.ts';
import type { DescribedRejection, FileState, Message } from './model.ts';
import type { FileWindow } from './original/file-window.ts';

/** What happens: keys and mouse, and what the edges answer. The only way the model changes. */
export type Action =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'paste'; readonly text: string }
  | MouseAction
  | { readonly kind: 'resized'; readonly columns: number; readonly rows: number }
  | { readonly kind: 'opened'; readonly file: FileState }
  | {
      readonly kind: 'loaded';
      readonly dataset: Dataset;
      readonly bytesRead: number;
      readonly bytesPerSecond: number;
    }
  | { readonly kind: 'loadFailed'; readonly message: string }
  | { readonly kind: 'fileChanged'; readonly changed: boolean }
  | { readonly kind: 'answered'; readonly id: number; readonly answer: Answer }
  | { readonly kind: 'queryProgress'; readonly id: number; readonly share: number }
  | { readonly kind: 'queryFailed'; readonly id: number; readonly message: string }
  | { readonly kind: 'described'; readonly texts: ReadonlyMap<number, DescribedRejection> }
  | { readonly kind: 'windowRead'; readonly window: FileWindow }
  | { readonly kind: 'recordRead'; readonly byteOffset: number; readonly text: string; readonly cut: boolean }
  | { readonly kind: 'placeFound'; readonly byteOffset: number | undefined; readonly what: 'line' | 'match' }
  | { readonly kind: 'taskProgress'; readonly text: string }
  | { readonly kind: 'taskEnded'; readonly message: Message }
  /** An effect came to nothing. */
  | { readonly kind: 'effectFailed'; readonly effect: Effect['kind']; readonly message: string }
  /** A file is in the way of an export. */
  | { readonly kind: 'exportBlocked'; readonly path: string }
  | {
      readonly kind: 'completed';
      /** What was to be completed. */
      readonly of: string;
      readonly text: string;
      readonly choices: readonly string[];
    }
  | { readonly kind: 'told'; readonly message: Message }
  | { readonly kind: 'mouseSet'; readonly on: boolean };

/** Columns and rows of the screen, from 0. */
export interface MouseAction {
  readonly kind: 'mouse';
  readonly action: 'press' | 'wheelUp' | 'wheelDown';
  readonly column: number;
  readonly row: number;
}
