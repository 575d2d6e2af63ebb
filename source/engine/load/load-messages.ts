import type { Begun } from '../../input/follow/followed-input.ts';
import type { ListedFile } from '../../input/listed-file.ts';
import type { ForeignCount } from '../../input/look/foreign-records.ts';
import type { ExplainedRejection } from '../../pipeline/reject/rejection.ts';
import type { DatasetDelta } from '../../pipeline/result/dataset-delta.ts';
import type { RunSettings } from '../../pipeline/settings.ts';
import type { Answer, Query } from '../../query/query.ts';
import type { InputDescription } from '../files/files-input.ts';
import type { MemoryLimit } from '../memory-limit.ts';
import type { PoolChoice } from '../pool/pool-options.ts';

/** What a load worker is started with. */
export interface LoadInit {
  readonly input: InputDescription;
  readonly settings: RunSettings;
  readonly pool: PoolChoice;
  /** Whether to wait for more of it. */
  readonly follow: boolean;
  readonly memory: MemoryLimit;
}

/** What the load client sends to the worker. */
export type LoadRequest =
  | { readonly kind: 'query'; readonly id: number; readonly query: Query }
  | { readonly kind: 'cancel'; readonly id: number }
  /** `rejection`: its index in the store. */
  | { readonly kind: 'describe'; readonly id: number; readonly rejection: number }
  | { readonly kind: 'setGap'; readonly gapSeconds: number | undefined }
  /** Asks to read what is there by now, and no more. */
  | { readonly kind: 'endFollowing' };

/** What the worker sends back. `read`: all that can be read was read, and the last `news` follows. */
export type LoadReport =
  | { readonly kind: 'read'; readonly foreign: ForeignCount | undefined }
  | { readonly kind: 'news'; readonly news: DatasetDelta }
  /** The file that took the place of a followed one is read from its beginning. */
  | { readonly kind: 'begun'; readonly begun: Begun; readonly name: string }
  /** One of several followed files is new, or was renamed. */
  | { readonly kind: 'listed'; readonly file: ListedFile; readonly number: number }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: Answer }
  /** The share of the cut by another gap that is done, from 0 to 1. */
  | { readonly kind: 'gap-progress'; readonly share: number }
  | { readonly kind: 'progress'; readonly id: number; readonly share: number }
  | { readonly kind: 'query-failed'; readonly id: number; readonly message: string }
  | { readonly kind: 'described'; readonly id: number; readonly rejection: ExplainedRejection }
  | {
      readonly kind: 'describe-failed';
      readonly id: number;
      readonly message: string;
      readonly code: string | undefined;
    };
