/**
 * A seed for hash tables that nobody can know who makes a file: the runtime seeds its generator from the system's. To load
 * a cryptographic one takes 5 ms of each start.
 */
export function randomHashSeed(): number {
  return Math.floor(Math.random() * 2 ** 31);
}
