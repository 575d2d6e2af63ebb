/**
 * Where the kernel keeps what it and `FastPath` both read and write: byte offsets into its memory. AssemblyScript and
 * TypeScript both read this file, so it holds plain numbers only.
 */

/** Whole numbers of 32 bits. Counts are of one run, which begins by setting those marked "out" to 0. */
export const ROW_COUNT = 128; // in and out
export const ROW_CAPACITY = 132; // in
export const ROWS_AT = 136; // in: where the columns of EventBatch begin
export const MAX_RECORD_BYTES = 140; // in
/** The line of the place where it is, after `lineBase`. */
export const LINE = 144; // in and out
/** What added to an address gives the byte's distance from `byteBase`. */
export const OFFSET_BIAS = 148; // in
export const RECORDS = 152; // out
export const RECORD_BYTES = 156; // out
export const SEPARATOR_BYTES = 160; // out
export const STRAY_BYTES = 164; // out
/** Stray bytes since the last line feed or the last record's end. */
export const STRAY_ON_LINE = 104; // in and out
/** The address at which the last line begins; 0 if the run met no line feed. */
export const LINE_START = 168; // out
/** Not 0 if any row has nanoseconds; if any row has seconds that take more than 32 bits. */
export const ANY_NANOSECONDS = 172; // out
export const ANY_SECONDS_HIGH = 176; // out
/** What the import `parseTime` found. */
export const PARSED_NANOSECONDS = 180; // in
export const PARSED_SECONDS = 184; // in: a 64-bit float

/** Rows whose user is known by a text, and where their columns begin: of each the row, and where the text begins and ends. */
export const TEXT_COUNT = 96; // out
export const TEXTS_AT = 100; // in
/** Added to the row of a text that is to be decoded: it has escapes, or is no UTF-8. */
export const TO_BE_DECODED = 0x80000000;

/** Four numbers that `columnStats` leaves: the least and the most small integer that is a user, and of the seconds. */
export const COLUMN_STATS = 192; // out

/**
 * What `readSpans` finds: for each field three numbers, the first byte of its value, 0 where the record does not have it,
 * and the addresses where it begins and ends. Then the number of line feeds in the record, and the address after the last.
 */
export const SPANS = 208; // out
export const SPAN_BYTES = 12;

/** Integers of at most this many digits, in their shortest form, are small. */
export const SMALL_INTEGER_DIGITS = 9;

/** Users whose id is no small integer are numbered from here. */
export const FIRST_TEXT_USER = 1_073_741_824;

/** What `classify` finds: a defect, one of those below, and the index of the field at fault. */
export const DEFECT = 252; // out
export const FAULTY_FIELD = 124; // out
/** What `firstReading` leaves: where it stopped, how many line feeds it met, and where the last one stands. */
export const READING_STOP = 108; // out
export const READING_LINE_FEEDS = 112; // out
export const READING_LAST_LINE_FEED = 116; // out
/** How a reading of one record came to its end. */
export const CLOSED = 0;
/** A `{` stands where no value may: the record was never closed, and another begins there. */
export const ENDED_BY_BRACE = 1;
/** A line feed stands inside a string: the string was never closed. */
export const ENDED_IN_STRING = 2;
/** The bytes ended inside the record, outside any string. */
export const OUT_OF_BYTES = 3;
/** The bytes ended inside a string of the record. */
export const OUT_OF_BYTES_IN_STRING = 4;
/** It did not, for want of room: the kernel's only. */
export const NOT_READ = 5;

/** What `classify` finds for DEFECT_BROKEN: the address of the first byte that is not JSON. */
export const ERROR_AT = 120; // out
/** The record has none of the defects below, or one that takes a closer look to tell. */
export const NOT_CLASSIFIED = 0;
export const DEFECT_MISSING = 2;
export const DEFECT_SCHEMA = 3;
export const DEFECT_NO_STRING = 4;
export const DEFECT_EMPTY_TIME = 5;
export const DEFECT_INVALID_TIME = 6;
/** The record is not JSON, in one of three ways: see `classifyBroken` in kernel/scan/classify.ts. */
export const DEFECT_CUT = 7;
export const DEFECT_UNCLOSED = 8;
export const DEFECT_BROKEN = 9;

/** The keys whose values are read, a slot for each (kernel/scan/keys.ts). There are at most as many as fields. */
export const KEYS_AT = 256;
export const KEY_STRIDE = 48;
export const KEY_SLOTS = 3;

/** The types met lately, and their numbers: sets of four entries. */
export const TYPE_CACHE_AT = 1024;
export const TYPE_CACHE_SETS = 256;
export const TYPE_CACHE_WAYS = 4;
/** An entry: its bytes, up to 64, zeros behind; its length + 1, 0 for none; its number. */
export const TYPE_ENTRY_BYTES = 80;
export const TYPE_LENGTH = 64;
export const TYPE_NUMBER = 68;
export const LONGEST_CACHED_TYPE = 64;

/** What has led in to values lately (kernel/scan/key-prefix.ts): two tables of this many, and two more. */
export const KEY_PREFIXES_AT = 82_944;
export const KEY_PREFIXES = 256;
export const KEY_PREFIX_STRIDE = 224;
/** How many bytes of one stand apart, past the first 32. */
export const KEY_PREFIX_REST_BYTES = 128;

/** Then come the kernel's own constants, which kernel/build.mjs places here; the rows; and the window. */
export const CONSTANTS_AT = 198_080;
/** The bytes of a rejection's reason, of which there are a few hundred at most; and the row that is made of it. */
export const REASON_AT = 198_656;
export const CSV_AT = 202_816;
/** In the same place, of fragments that were found: address and length of each. */
export const FRAGMENTS_AT = CSV_AT;
export const MOST_FRAGMENTS = 1_500;
/** A bit for each object or list that is open. */
export const NESTING_AT = 215_104;
export const MOST_DEPTH = 1_048_576;
export const ROWS_BEGIN = 346_176;
