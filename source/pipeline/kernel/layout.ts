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
/**
 * Not 0 where records may hold more than ASCII without a backslash: those of the run, since it read a text without looking
 * at it; or any from now on, since a key or a type that is cached holds more. A record that the run refuses may set either.
 */
export const UNCHECKED_IN_RUN = 116; // out
export const UNCHECKED_FROM_NOW_ON = 92; // out
/** Stray bytes since the last line feed or the last record's end. */
export const STRAY_ON_LINE = 104; // in and out
/** How many stray runs there are at STRAY_RUNS_AT: the first may have been open when `run` began. */
export const STRAY_RUNS = 108; // in and out
/** Not 0 if `run` stopped because there was no room for another stray run. */
export const STRAY_RUNS_FULL = 112; // out
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
 * What `readSpans` finds: for each span three numbers, the first byte of its value, 0 where the record does not have it,
 * and the addresses where it begins and ends.
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

/** The keys whose values are read, an entry for each (kernel/scan/keys.ts): at most MOST_FIELDS. */
export const KEYS_AT = 256;
export const KEY_STRIDE = 48;

/** After `readSpans`: the number of line feeds in the record, and the address after the last. */
export const RECORD_LINE_FEEDS = 736; // out

/** For each field, where `anyRecord` found the text of its dimension: the addresses where it begins and ends. */
export const DIMENSION_TEXTS = 752;
export const DIMENSION_TEXT_BYTES = 8;

/** How many spans there are at SPANS. */
export const SPAN_COUNT = 816; // in
/** Not 0 if Mongo's wrappers are read as what they hold, so that an object may be a value (spec section 3). */
export const OPENS_WRAPPERS = 820; // in

/**
 * The mapped reader (kernel/scan/mapped-record.ts), for whatever the standard one does not know: keys in tracked objects,
 * which paths lead through, lists of keys, ids, times that are numbers. Each place where a value may be is a slot, as a bit
 * of a set.
 */
/** Not 0 if records are read by it. */
export const IS_MAPPED = 824; // in
/**
 * The keys it looks for: 16 bytes each, namely the address and the length of its bytes with the closing quote, the context
 * in which it is looked for (0: the record, else a tracked object), and what it means there.
 */
export const MAPPED_KEYS_AT = 828; // in
export const MAPPED_KEY_COUNT = 832; // in
export const MAPPED_KEY_BYTES = 16;
/** The slots of each role, the first that counts being the lowest; and those in which null and blank are as missing. */
export const USER_SLOTS = 836; // in
export const TIME_SLOTS = 840; // in
export const TYPE_SLOTS = 844; // in
export const ID_SLOTS = 848; // in
export const OPTIONAL_SLOTS = 852; // in
/**
 * Of the tracked objects, whose numbers begin with 1: the slots anywhere in each, and the context that each is in, as
 * the place of its meanings in an entry of the key prefix cache.
 */
export const TRACKED_SLOTS = 856; // in
export const TRACKED_CONTEXTS = 976; // in
/** These places: of the record, of the first tracked object (the others follow), and of what is in neither. */
export const PLACE_IN_RECORD = 76;
export const PLACE_IN_TRACKED = 88;
export const PLACE_ELSEWHERE = 94;
export const PLACE_BYTES = 2;
/** Which ISO times of strings are read in the kernel: none, those that name their zone, or all. */
export const ISO_TIMES = 872; // in
export const NO_ISO_TIMES = 0;
export const ISO_TIMES_WITH_ZONE = 1;
export const ALL_ISO_TIMES = 2;
/** The unit of strings of digits, and that of numbers: places after the second, or one of the two below. */
export const STRING_UNIT = 876; // in
export const NUMBER_UNIT = 880; // in
export const UNIT_BY_MAGNITUDE = 10;
export const NO_UNIT = 11;
/** Where the text of the one user is, or of the one type, for a role without a slot: where it begins and ends. */
export const ONE_USER_AT = 884; // in
export const ONE_TYPE_AT = 892; // in
/** The seed of the hashes of ids, and the result of the import `hashId`. */
export const HASH_SEED = 900; // in
export const ID_LOW = 904; // in
export const ID_HIGH = 908; // in
/** Not 0 if any row has an id. */
export const ANY_IDS = 912; // out
/** For each slot, where its value was found: the addresses where it begins and ends. */
export const SLOT_VALUES_AT = 920;
export const SLOT_BYTES = 8;
export const MOST_SLOTS = 7;

/** For tables: the byte between cells, and how many cells a row has. */
export const DELIMITER = 992; // in
export const COLUMN_COUNT = 996; // in
/**
 * The outermost key on the way to records in envelopes, with its quotes: its address and its length. That is 0 where there
 * are no envelopes, and ANY_KEY where every key may lead to records.
 */
export const ENVELOPE_KEY_AT = 1000; // in
export const ENVELOPE_KEY_BYTES = 1004; // in
export const ANY_KEY = 0xffffffff;
/** Not 0 if the object that `readSpans` read may be an envelope: an object or array is the value of that key. */
export const MAY_BE_ENVELOPE = 1008; // out

/**
 * The cells whose values are read, ascending: the column and, as a bit, its slot. After the last a column that no row
 * has. They take the place of the spans, of which a table has none.
 */
export const WANTED_CELLS_AT = SPANS;
export const WANTED_CELL_BYTES = 8;
export const NO_COLUMN = 0xffffffff;

/** What a key means, as bits: its slots; that a record with it is refused; and from here on the number of its object. */
export const MEANS_REFUSAL = 128;
export const TRACKED_SHIFT = 9;
export const MOST_TRACKED = 3;
/** From this bit on, what the key means to `readSpans`. */
export const SPANS_SHIFT = 16;

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
/**
 * In the same place, the stray runs that `run` found: the address of each, that of its last stray byte's end, its line, and
 * whether a line feed ended it.
 */
export const STRAY_RUNS_AT = CSV_AT;
export const STRAY_RUN_BYTES = 16;
export const MOST_STRAY_RUNS = 750;
/** A bit for each open object or array. */
export const NESTING_AT = 215_104;
export const MOST_DEPTH = 1_048_576;
export const ROWS_BEGIN = 346_176;
