/**
 * Returns a seed for hash tables that the author of a file cannot predict: the runtime seeds its generator from the
 * system's. Loading a cryptographic one would add 5 ms to each start.
 */
export function randomHashSeed(): number {
  return Math.floor(Math.random() * 2 ** 31);
}
