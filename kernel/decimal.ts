/** Writes an integer in decimal at `at`, and returns where it ends. */
export function writeDecimal(at: usize, value: u64): usize {
  let digits: usize = 1;
  for (let rest = value; rest >= 10; rest /= 10) digits++;
  let rest = value;
  for (let place = digits; place > 0; place--) {
    const next = rest / 10;
    store<u8>(at + place - 1, <u8>(0x30 + <u32>(rest - 10 * next)));
    rest = next;
  }
  return at + digits;
}
