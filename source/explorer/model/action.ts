import type { Plan, Sample } from '../../pipeline/plan/plan.ts';
import type { Dataset } from '../../pipeline/result/dataset.ts';
import type { PipelineSettings } from '../../pipeline/settings.ts';
import type { Answer } from '../../query/query.ts';
import type { ByteWindow } from '../file-view/byte-window.ts';
import type { DescribedRejection, EventRecord } from '../tables/table-spec.ts';
import type { Effect } from './effect.ts';
import type { UserInput } from './input.ts';
import type { FileState, Message } from './model.ts';

/** What happens: keys, the mouse, and the results of effects. Nothing else changes the model. */
export type Action =
  | UserInput
  | { readonly kind: 'resized'; readonly columns: number; readonly rows: number }
  | { readonly kind: 'opened'; readonly file: FileState }
  /** What the file is read as. `base`: the settings that the plan does not decide. */
  | {
      readonly kind: 'planned';
      readonly plan: Plan;
      readonly sample: Sample;
      readonly base: PipelineSettings;
    }
  /** A newer dataset of the file; if reading failed, its state says why in plain words. */
  | {
      readonly kind: 'loaded';
      readonly dataset: Dataset;
      readonly bytesRead: number;
      readonly bytesPerSecond: number;
      /** Of the file, from 0 to 1; undefined if it is not known. */
      readonly shareRead: number | undefined;
    }
  /** The worker that loads the file died. */
  | { readonly kind: 'loaderDied'; readonly message: string }
  /** The load reads a file that took the place of the followed one. */
  | { readonly kind: 'begun'; readonly text: string }
  /** The share of the cut by another gap that is done, from 0 to 1. */
  | { readonly kind: 'gapProgress'; readonly share: number }
  | { readonly kind: 'fileChanged'; readonly changed: boolean }
  /** More has come through the pipe, or was decompressed, than can be looked at. */
  | { readonly kind: 'spoolFull'; readonly keptBytes: number }
  /** What a user should know about the bytes of the file; replaces earlier notes. */
  | { readonly kind: 'noted'; readonly notes: readonly string[] }
  | { readonly kind: 'answered'; readonly id: number; readonly answer: Answer }
  | { readonly kind: 'queryProgress'; readonly id: number; readonly share: number }
  | { readonly kind: 'queryFailed'; readonly id: number; readonly message: string }
  | { readonly kind: 'described'; readonly texts: ReadonlyMap<number, DescribedRejection> }
  | { readonly kind: 'straysRead'; readonly texts: ReadonlyMap<number, string> }
  | { readonly kind: 'windowRead'; readonly window: ByteWindow }
  | {
      readonly kind: 'recordRead';
      readonly byteOffset: number;
      readonly text: string;
      /** Whether the record is longer than `text`. */
      readonly cut: boolean;
    }
  /** By the event's index in the store. An event whose record cannot be read has an empty one. */
  | { readonly kind: 'recordsRead'; readonly texts: ReadonlyMap<number, EventRecord> }
  | { readonly kind: 'placeFound'; readonly byteOffset: number | undefined; readonly what: 'line' | 'match' }
  /** No key was pressed for as long as `awaitRest` asked. */
  | { readonly kind: 'rested' }
  | { readonly kind: 'taskProgress'; readonly text: string }
  | { readonly kind: 'taskEnded'; readonly message: Message }
  /** An effect failed. */
  | { readonly kind: 'effectFailed'; readonly effect: Effect['kind']; readonly message: string }
  /** The destination of an export exists already. */
  | { readonly kind: 'exportBlocked'; readonly path: string }
  | {
      readonly kind: 'completed';
      /** The text to be completed. */
      readonly of: string;
      readonly text: string;
      readonly choices: readonly string[];
    }
  | { readonly kind: 'clock'; readonly nowSeconds: number }
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'mouseSet'; readonly on: boolean };

/** The actions of a kind. */
export type ActionOf<Kind extends Action['kind']> = Extract<Action, { readonly kind: Kind }>;
