/**
 * The layout of the memory of the kernel that reads records: the addresses that it shares with TypeScript. AssemblyScript
 * and TypeScript both compile this file, so it holds plain numbers only.
 */

/** The most fields that there is room for. */
export const MOST_FIELDS = 8;

/** 32-bit integers of `run`: "in" is read by it, "out" is written by it and counts that run only. */
export const ROW_COUNT = 128; // in and out
export const ROW_CAPACITY = 132; // in
export const ROWS_AT = 136; // in: where the columns of EventBatch begin
export const MAX_RECORD_BYTES = 140; // in
/** The line on which the run begins and then ends, counted from `lineBase`. */
export const LINE = 144; // in and out
/** Added to an address, it gives the distance of that byte from `byteBase`. */
export const OFFSET_BIAS = 148; // in
export const RECORDS = 152; // out
export const RECORD_BYTES = 156; // out
export const SEPARATOR_BYTES = 160; // out
export const STRAY_BYTES = 164; // out
/** Stray bytes since the last line feed or the last record's end. */
export const STRAY_ON_LINE = 104; // in and out
/** The address at which the last line begins; 0 if the run read no line feed. */
export const LINE_START = 168; // out
/** Not 0 if any row has nanoseconds; not 0 if any row has seconds of more than 32 bits. */
export const ANY_NANOSECONDS = 172; // out
export const ANY_SECONDS_HIGH = 176; // out
/** The result of the import `parseTime`; the zone is one of the kinds in time/zone-kinds.ts. */
export const PARSED_NANOSECONDS = 180; // in
export const PARSED_SECONDS = 184; // in: a 64-bit float
export const PARSED_ZONE = 208; // in
/** How many rows have a time with an offset other than that of UTC, and with none. */
export const OFFSET_TIMES = 212; // out
export const ZONELESS_TIMES = 216; // out

/**
 * The number of rows whose user is a text, and the address of their columns: the row, where the text begins and where it
 * ends.
 */
export const TEXT_COUNT = 96; // out
export const TEXTS_AT = 100; // in
/** Added to the row of a text that is to be decoded because it has escapes. */
export const TO_BE_DECODED = 0x80000000;

/** Four numbers of `columnStats`: the least and the greatest small integer that is a user, and of the seconds. */
export const COLUMN_STATS = 192; // out

/**
 * What `readSpans` finds: for each field three numbers, the first byte of its value, 0 where the record does not have it,
 * and the addresses where it begins and ends. Then the number of line feeds in the record, and the address after the last.
 */
export const SPANS = 640; // out
export const SPAN_BYTES = 12;

/** What `classify` finds: a defect, one of those below, and the index of the field at fault. */
export const DEFECT = 252; // out
export const FAULTY_FIELD = 124; // out
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

/** For each field, where `anyRecord` found the text of its dimension: the addresses where it begins and ends. */
export const DIMENSION_TEXTS = 752;
export const DIMENSION_TEXT_BYTES = 8;

/** The dimension cache (kernel/scan/dimension-cache.ts): sets of four entries. */
export const DIMENSION_CACHE_AT = 1024;
export const DIMENSION_CACHE_SETS = 256;
export const DIMENSION_CACHE_WAYS = 4;
/** An entry: up to 64 bytes of the text, then zeros; its length and dimension, or 0 if it is empty; its number. */
export const DIMENSION_ENTRY_BYTES = 80;
export const DIMENSION_TAG = 64;
export const DIMENSION_NUMBER = 68;
export const LONGEST_CACHED_TEXT = 64;

/** The key prefix cache (kernel/scan/key-prefix.ts): two tables of this many entries, and two entries more. */
export const KEY_PREFIXES_AT = 82_944;
export const KEY_PREFIXES = 256;
export const KEY_PREFIX_STRIDE = 224;
/** The most bytes of a prefix that are kept past the first 32. */
export const KEY_PREFIX_REST_BYTES = 128;

/** The kernel's own constants, which kernel/build.mjs places here. The rows and the window come last. */
export const CONSTANTS_AT = 198_080;
/** The bytes of a rejection's reason, and the row of CSV that is made of it. */
export const REASON_AT = 198_656;
export const REASON_BYTES = 4_160;
export const CSV_AT = 202_816;
/** In the same place, the fragments that `fragments` found: the address and length of each. */
export const FRAGMENTS_AT = CSV_AT;
export const MOST_FRAGMENTS = 1_500;
/** A bit for each open object or array. */
export const NESTING_AT = 215_104;
export const MOST_DEPTH = 1_048_576;
export const ROWS_BEGIN = 346_176;
