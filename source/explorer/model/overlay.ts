import type { Outcome, Role } from '../../pipeline/plan/plan.ts';
import type { TableName } from '../tables/registry.ts';
import type { ShownRows } from '../tables/shown-rows.ts';
import type { Viewport } from '../view/viewport.ts';

/** What lies over the body of a tab. */
export type Overlay = LineOverlay | InfoOverlay;

/** What another overlay can lie over, and returns to. */
export type LowerOverlay = RecordOverlay | FieldsOverlay;

/** An overlay that is drawn line by line. */
export type LineOverlay =
  | HelpOverlay
  | ColumnsOverlay
  | UsersOverlay
  | RecordOverlay
  | FieldsOverlay
  | CommandOverlay;

/** A line of the help: a group's title, or keys and what they do. */
export interface HelpLine {
  readonly keys: string;
  readonly help: string;
  /** For a narrow column: with the keys at most 24 characters. */
  readonly brief: string;
  readonly isTitle: boolean;
}

/** The keys that work where it was opened. `over`: what is below it, to return to. */
export interface HelpOverlay {
  readonly kind: 'help';
  readonly viewport: Viewport;
  readonly over: LowerOverlay | undefined;
  readonly lines: readonly HelpLine[];
}

/** The whole of a copied command that is longer than the message line. */
export interface CommandOverlay {
  readonly kind: 'command';
  readonly viewport: Viewport;
  readonly text: string;
}

/** The file information: its numbers and its settings. */
export interface InfoOverlay {
  readonly kind: 'info';
  readonly viewport: Viewport;
  readonly over: LowerOverlay | undefined;
}

/** The keys of each role, as flags write one, in the order in which they are looked at; none: the role has no key. */
export type RoleKeys = Readonly<Record<Role, readonly string[]>>;

/** The keys of the records, and what is chosen as the user, the time, the type and the id. */
export interface FieldsOverlay {
  readonly kind: 'fields';
  readonly viewport: Viewport;
  readonly over: RecordOverlay | undefined;
  /** Whether no event could be read: it then opens by itself, with the best keys. */
  readonly hasNoEvent: boolean;
  readonly roleKeys: RoleKeys;
  readonly timeFormat: string;
  /** Whether the id was chosen here, and so decides what is a duplicate. */
  readonly idIsChosen: boolean;
  /** What `n` looks for among the keys. */
  readonly search: string;
  /** What the choice gives on the sample. */
  readonly outcome: Outcome;
  /** The format with day and month in each other's place, if it gives as much: only a user can know. */
  readonly otherFormat: string | undefined;
}

/** The columns of a table, each shown or hidden. */
export interface ColumnsOverlay {
  readonly kind: 'columns';
  readonly viewport: Viewport;
  readonly table: TableName;
}

/** The user picker: `text` is what was typed so far. Its first row is for all users. */
export interface UsersOverlay {
  readonly kind: 'users';
  readonly order: 'count' | 'name';
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
  /** What is wrong with it, if it was rejected. */
  readonly note: string;
  /** Undefined while it is being read. */
  readonly lines: readonly string[] | undefined;
  /** The record's own text, for copying. */
  readonly text: string;
}
