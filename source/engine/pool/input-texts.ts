import { closeSync, openSync } from 'node:fs';
import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { readInto } from '../../input/described-source.ts';
import type { SourceDescription } from '../../input/source.ts';
import type { FileTally } from '../../pipeline/result/file-tally.ts';
import { type ReadFailure, readFailureOf } from '../../pipeline/scan/read-failure.ts';
import type { Filled } from '../../pipeline/scan/window-buffer.ts';
import type { PipelineSettings } from '../../pipeline/settings.ts';
import {
  areFiles,
  type FileTexts,
  type InputDescription,
  type PlanChooser,
  type TextAnswer,
} from '../files/files-input.ts';
import type { WholeFileReader } from '../files/whole-file.ts';
import { isLeftOut, notRead, OWN_TABLE, recordless, type WholeText, wholeText } from '../files/whole-text.ts';
import type { PoolControl } from './pool-control.ts';

/** A small file of a pool: its text, with why it ends early if it does; or why it is left out. */
export type FileText =
  | { readonly kind: 'text'; readonly text: Uint8Array; readonly failure: ReadFailure | undefined }
  | Exclude<WholeText, { readonly kind: 'text' | 'large' }>;

/** The bytes of an input on one thread of a pool: of one file, or of several. */
export class InputTexts {
  private readonly opening: FileTexts | undefined;
  /** The file that is open, to be read at positions. */
  private open: { readonly file: number; readonly source: SourceDescription } | undefined;
  /** A file that is read from memory in its place. */
  private inMemory: TextAnswer | undefined;

  /** `ask`: has the coordinator open a file, whose text then comes through `texts`. */
  constructor(
    private readonly input: InputDescription,
    opening: FileTexts | undefined,
    private readonly control: PoolControl,
    private readonly texts: MessagePort,
    private readonly ask: (file: number) => void,
  ) {
    this.opening = opening;
    if (!areFiles(input)) this.open = { file: 0, source: input };
  }

  /** Whether the input is several files. */
  get areFiles(): boolean {
    return areFiles(this.input);
  }

  /** Returns the name of a file of several; undefined if the input is a single one. */
  nameOf(file: number): string | undefined {
    return areFiles(this.input) ? this.input.files[file].path : undefined;
  }

  /** Reads the file that was begun last, at a position. */
  readonly readAt = (into: Uint8Array, byteOffset: number): Filled => {
    if (this.inMemory !== undefined) return readFromMemory(this.inMemory, into, byteOffset);
    if (this.open === undefined) throw new Error('no file was begun');
    return readInto(this.open.source, into, byteOffset);
  };

  /** Begins a piece of a large file. Where it cannot be opened, reading it fails from its first byte on. */
  beginPiece(file: number): void {
    this.inMemory = undefined;
    if (!areFiles(this.input) || this.open?.file === file) return;
    if (this.open !== undefined) closeSync(this.open.source.descriptor);
    this.open = undefined;
    const { path, ...facts } = this.input.files[file];
    try {
      const source = {
        name: path,
        sizeBytes: facts.sizeBytes,
        identity: facts,
        startOffset: 0,
        spool: undefined,
        descriptor: openSync(path, 'r'),
        opened: { ...facts, path },
      };
      this.open = { file, source };
    } catch (error) {
      this.inMemory = { text: new Uint8Array(0), failure: readFailureOf(error, 0) };
    }
  }

  /** Begins a file whose text is at hand. */
  beginText(text: Uint8Array, failure: ReadFailure | undefined): void {
    this.inMemory = { text, failure };
  }

  /** Returns the text of a small file, valid until `whole` reads the next. May block the thread while another opens it. */
  textOf(number: number, whole: WholeFileReader): FileText {
    const { input, opening } = this;
    if (!areFiles(input) || opening === undefined) throw new Error('the input is a single file');
    const file = input.files[number];
    const found = wholeText(file, number, whole, opening);
    if (found.kind === 'left') return found;
    if (found.kind === 'text') return { ...found, failure: undefined };
    const { text, failure } = this.wait(number);
    if (text.length === 0 && failure !== undefined) {
      return { kind: 'left', tally: notRead(file, number, failure) };
    }
    return isLeftOut(file, text, opening)
      ? { kind: 'left', tally: OWN_TABLE }
      : { kind: 'text', text, failure };
  }

  /** Returns what says which files have settings of their own. `settings`: those of all. */
  planChooser(settings: PipelineSettings): PlanChooser {
    const { input, opening } = this;
    if (!areFiles(input) || opening === undefined) throw new Error('the input is a single file');
    return opening.planChooser(settings, input.search);
  }

  /** Returns the tally of a file in whose text no record was found. */
  recordless(number: number, strayBytes: number, text: Uint8Array): FileTally {
    const { input, opening } = this;
    if (!areFiles(input) || opening === undefined) throw new Error('the input is a single file');
    return recordless(input.files[number], number, strayBytes, () => opening.whyNoRecord(text));
  }

  private wait(number: number): TextAnswer {
    const { control } = this;
    this.ask(number);
    for (;;) {
      const { wakeCount } = control;
      const answer: TextAnswer | undefined = receiveMessageOnPort(this.texts)?.message;
      if (answer !== undefined) return answer;
      // The pool has ended: whatever is read now is not wanted.
      if (control.isStopped) return { text: new Uint8Array(0), failure: undefined };
      control.sleepUnlessWoken(wakeCount);
    }
  }
}

function readFromMemory({ text, failure }: TextAnswer, into: Uint8Array, byteOffset: number): Filled {
  const bytes = text.subarray(byteOffset, byteOffset + into.length);
  into.set(bytes);
  return { byteLength: bytes.length, failure: bytes.length < into.length ? failure : undefined };
}
