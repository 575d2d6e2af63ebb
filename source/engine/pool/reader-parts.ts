import type { Checkpoint } from '../../pipeline/scan/checkpoint.ts';
import type { ReadFailure } from '../../pipeline/scan/read-failure.ts';
import type { PipelineSettings } from '../../pipeline/settings.ts';
import type { Dictionaries } from '../../pipeline/store/dictionaries.ts';
import type { FoundInChunk } from './found-in-chunk.ts';
import type { InputTexts } from './input-texts.ts';
import type { RejectionTexts } from './rejection-texts.ts';
import type { SharedSegments } from './shared-segments.ts';

/** What all that reads on one thread of a pool shares: where the bytes come from, and where what is found goes. */
export interface ReaderParts {
  /** Those of all files. */
  readonly settings: PipelineSettings;
  readonly chunkBytes: number;
  readonly dictionaries: Dictionaries;
  readonly texts: InputTexts;
  readonly segments: SharedSegments;
  readonly found: FoundInChunk;
  readonly rejectionTexts: RejectionTexts;
}

/** A chunk that was joined. `give` hands over its rows, when other threads may already continue. */
export interface Joined {
  readonly checkpoint: Checkpoint;
  readonly failure: ReadFailure | undefined;
  readonly give: () => void;
}

/** Joins a chunk that was read ahead to what precedes it. */
export type Join = (before: Checkpoint) => Joined;
