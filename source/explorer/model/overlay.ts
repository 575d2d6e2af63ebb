import type { ShownRows } from '../tables/shown-rows.ts';
import type { Viewport } from '../view/viewport.ts';

/** What lies over the body of a tab. */
export type Overlay = LineOverlay | InfoOverlay;

/** An overlay that is drawn line by line. */
export type LineOverlay = HelpOverlay | TypesOverlay | UsersOverlay | RecordOverlay;

/** A line of the help: a group's title, or keys and what they do. */
export interface HelpLine {
  readonly keys: string;
  readonly help: string;
  readonly isTitle: boolean;
}

/** All keys. `over`: the record below it, to return to. */
export interface HelpOverlay {
  readonly kind: 'help';
  readonly viewport: Viewport;
  readonly over: RecordOverlay | undefined;
  readonly lines: readonly HelpLine[];
}

/** The file information: its numbers and its settings. */
export interface InfoOverlay {
  readonly kind: 'info';
  readonly viewport: Viewport;
  readonly over: RecordOverlay | undefined;
}

/** The types, each switched on or off. */
export interface TypesOverlay {
  readonly kind: 'types';
  readonly viewport: Viewport;
}

/** The user picker: `text` is what was typed so far. Its first row stands for all users. */
export interface UsersOverlay {
  readonly kind: 'users';
  readonly viewport: Viewport;
  readonly text: string;
  readonly shown: ShownRows | undefined;
}

/** One record, whole. */
export interface RecordOverlay {
  readonly kind: 'record';
  readonly viewport: Viewport;
  readonly byteOffset: number;
  /** Undefined for an event: only rejections have it stored. */
  readonly byteLength: number | undefined;
  readonly title: string;
  /** The event that it repeats, or the duplicate that was looked at before, by index in the store. */
  readonly twin: number | undefined;
  /** What is wrong with it, if it was rejected; of a duplicate what it repeats. */
  readonly note: string;
  /** Undefined while it is being read. */
  readonly lines: readonly string[] | undefined;
  /** The record's own text, for copying. */
  readonly text: string;
}
