import type { PipelineSettings, TableLayout } from '../settings.ts';

/** What a key can be read as. */
export type Role = 'user' | 'time' | 'type' | 'id';

/** Where a part of a plan comes from: a flag or a choice in Fields, the values of the file, or the standard. */
export type Origin = 'named' | 'found' | 'standard';

/** One part of a plan: keys of a role, or the time format. */
export interface Planned {
  /** As the flag writes it. */
  readonly text: string;
  readonly origin: Origin;
}

/** The part of a plan that says that the input is a table. */
export interface PlannedTable {
  readonly layout: TableLayout;
  /** Whether a flag says that it is one. */
  readonly origin: Origin;
}

/** What the bytes of an input are, as values of --format and --encoding. */
export interface PlannedContainer {
  readonly format: Planned;
  readonly encoding: Planned;
}

/** What is read as what (spec section 13). */
export interface Plan {
  /** Undefined: not looked at; JSON in UTF-8 is assumed. */
  readonly container?: PlannedContainer | undefined;
  /** Undefined: records are JSON objects. */
  readonly table?: PlannedTable | undefined;
  /** Where the records are, as --records has it; undefined: at depth 0. */
  readonly records?: Planned | undefined;
  readonly user: Planned;
  readonly time: Planned;
  readonly type: Planned;
  /** Undefined: events have no id of their own. */
  readonly id: Planned | undefined;
  /** Whether an id that was named is to be read as one that was found: it keeps events apart, and merges none. */
  readonly idOnlyKeepsApart?: boolean;
  readonly timeFormat: Planned;
  readonly year: number | undefined;
  /** See the setting of this name. */
  readonly yearEndsAtMonth?: number | undefined;
  /** Whether the standard plan is read, because it won or because nothing better was found. */
  readonly isStandard: boolean;
  /** Sentences for people: a session id taken as the user, no type, a month without a year. */
  readonly warnings: readonly string[];
  /** What the sample gives with this plan. */
  readonly outcome: Outcome;
  /** The bytes of the sampled records that are JSON and no events. */
  readonly otherBytes: number;
  /** The key paths of the sample, candidates first: a row each in Fields. */
  readonly fields: readonly KeyStatistics[];
  /** How well the user and the time are named; undefined where no plan was found. */
  readonly kinds?: PlanKinds | undefined;
  /** Why no plan was found, and what came nearest; undefined where one was found or none was needed. */
  readonly nearest?: Nearest | undefined;
}

/** The kinds of names (name-kinds.ts) that the user and the time of a plan have: the lower the better. */
export interface PlanKinds {
  readonly user: number;
  readonly time: number;
}

/** What came nearest to a plan where none could be found. */
export interface Nearest {
  /** In words, without values: `no key reads as a time`. */
  readonly why: string;
  /** Settings to try, best first, with what each gives on the sample. */
  readonly tries: readonly Try[];
  /** The plan of objects inside the records, where these only surround them. */
  readonly inside?: Plan;
}

/** Settings to try. */
export interface Try {
  readonly settings: PlannedSettings;
  /** The zone to assume, which a plan does not decide; undefined: none, or one was named. */
  readonly assumeTz?: string | undefined;
  readonly outcome: Outcome;
}

/** The records of the head of an input that are JSON: `bytes[from[i]..to[i])`. */
export interface Sample {
  readonly bytes: Uint8Array;
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  /** Whether the input has more records. */
  readonly isPart?: boolean;
  /** Whether it is of a table that names no columns: their names are made up, and say nothing. */
  readonly isUnnamed?: boolean;
  /** Whether rows of it are damaged in which quotes have backslashes before them. */
  readonly hasBackslashes?: boolean;
  /** Where the input has these records; `bytes` is then not the head, but their texts, a line each. */
  readonly records?: Planned | undefined;
  /** The byte offset in the input after the last of them. */
  readonly endOffset?: number | undefined;
}

/** What some settings give on the sample. */
export interface Outcome {
  /** Records of the sample that are JSON. */
  readonly records: number;
  readonly events: number;
  readonly users: number;
}

/** What the sample shows of one key path. */
export interface KeyStatistics {
  /** As the flags write it. */
  readonly path: string;
  /** Share of the records, 0 to 1, in which it is there, neither null nor blank. */
  readonly coverage: number;
  /** How many values there are of each kind. */
  readonly kinds: Readonly<
    Partial<Record<'string' | 'number' | 'boolean' | 'null' | 'array' | 'object', number>>
  >;
  readonly distinct: number;
  /** In words: `time, ISO`, `epoch ms`, `integers`, `text`. */
  readonly looksLike: string;
  /** The formats, as --time-format writes them, in which at least one value reads as a time, best first. */
  readonly timeFormats: readonly string[];
  /** A few values as they are written, strings without quotes. */
  readonly samples: readonly string[];
  /** The rank among the candidates of each role that it can have, from 0. */
  readonly ranks: Readonly<Partial<Record<Role, number>>>;
}

/** The settings of reading that were named, by flags or in Fields; those that were not are undefined. */
export type NamedSettings = Partial<
  Pick<
    PipelineSettings,
    'records' | 'userKey' | 'timeKey' | 'typeKey' | 'idKey' | 'timeFormat' | 'assumeTz' | 'year'
  >
>;

/** The settings that a plan decides. */
export type PlannedSettings = Pick<
  PipelineSettings,
  | 'records'
  | 'userKey'
  | 'timeKey'
  | 'typeKey'
  | 'idKey'
  | 'idDecides'
  | 'timeFormat'
  | 'year'
  | 'yearEndsAtMonth'
  | 'table'
>;
