/** Operations on all rows of a column, four or eight at a time: the kernel's part of `ColumnOps`. */
import { COLUMN_STATS } from '../../source/pipeline/kernel/layout';
import { FIRST_TEXT_USER } from '../../source/pipeline/store/user-numbers';

/** Adds `by` to each of the `count` numbers at `at`. */
export function add(at: usize, count: usize, by: u32): void {
  const end = at + 4 * count;
  const four = i32x4.splat(by);
  let next = at;
  for (; next + 16 <= end; next += 16) v128.store(next, i32x4.add(v128.load(next), four));
  for (; next < end; next += 4) store<u32>(next, load<u32>(next) + by);
}

/** Returns the bitwise or of the `count` numbers at `at`. */
export function union(at: usize, count: usize): u32 {
  const end = at + 4 * count;
  let next = at;
  let four = i32x4.splat(0);
  for (; next + 16 <= end; next += 16) four = v128.or(four, v128.load(next));
  let all: u32 = 0;
  for (; next < end; next += 4) all |= load<u32>(next);
  four = v128.or(four, turnedByTwo(four));
  return all | i32x4.extract_lane(four, 0) | i32x4.extract_lane(four, 1);
}

/** Replaces the `count` 32-bit numbers at `at` by their lower 16 bits, packed. */
export function lowHalves(at: usize, count: usize): void {
  const end = at + 4 * count;
  let next = at;
  let to = at;
  for (; next + 32 <= end; next += 32) {
    const halves = v128.shuffle<u16>(v128.load(next), v128.load(next, 16), 0, 2, 4, 6, 8, 10, 12, 14);
    v128.store(to, halves);
    to += 16;
  }
  for (; next < end; next += 4) {
    store<u16>(to, load<u16>(next));
    to += 2;
  }
}

/**
 * Writes to COLUMN_STATS the smallest and the largest of the users that are small integers, and of the seconds. There is
 * at least one row, and room up to a multiple of four rows, which are filled with copies of the last.
 */
export function columnStats(users: usize, seconds: usize, count: usize): void {
  for (let row = count; (row & 3) != 0; row++) {
    store<u32>(users + 4 * row, load<u32>(users + 4 * count - 4));
    store<u32>(seconds + 4 * row, load<u32>(seconds + 4 * count - 4));
  }
  const firstText = i32x4.splat(FIRST_TEXT_USER);
  let leastUser = firstText;
  let mostUser = i32x4.splat(-1);
  let leastSeconds = i32x4.splat(-1);
  let mostSeconds = i32x4.splat(0);
  for (let row: usize = 0; row < count; row += 4) {
    const user = v128.load(users + 4 * row);
    const second = v128.load(seconds + 4 * row);
    leastUser = i32x4.min_s(leastUser, user);
    // Users that are texts count as -1, less than any integer user.
    mostUser = i32x4.max_s(mostUser, v128.or(user, i32x4.ge_s(user, firstText)));
    leastSeconds = i32x4.min_u(leastSeconds, second);
    mostSeconds = i32x4.max_u(mostSeconds, second);
  }
  leastUser = i32x4.min_s(leastUser, turnedByTwo(leastUser));
  mostUser = i32x4.max_s(mostUser, turnedByTwo(mostUser));
  leastSeconds = i32x4.min_u(leastSeconds, turnedByTwo(leastSeconds));
  mostSeconds = i32x4.max_u(mostSeconds, turnedByTwo(mostSeconds));
  store<i32>(COLUMN_STATS, min(i32x4.extract_lane(leastUser, 0), i32x4.extract_lane(leastUser, 1)));
  store<i32>(COLUMN_STATS + 4, max(i32x4.extract_lane(mostUser, 0), i32x4.extract_lane(mostUser, 1)));
  store<u32>(
    COLUMN_STATS + 8,
    min<u32>(i32x4.extract_lane(leastSeconds, 0), i32x4.extract_lane(leastSeconds, 1)),
  );
  store<u32>(
    COLUMN_STATS + 12,
    max<u32>(i32x4.extract_lane(mostSeconds, 0), i32x4.extract_lane(mostSeconds, 1)),
  );
}

@inline
function turnedByTwo(numbers: v128): v128 {
  return v128.shuffle<i32>(numbers, numbers, 2, 3, 0, 1);
}
