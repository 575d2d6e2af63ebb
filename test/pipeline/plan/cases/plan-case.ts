/** A file in a shape that people have, and what is to be read as what. */
export interface PlanCase {
  readonly name: string;
  /** The record with this number, from 0. */
  readonly record: (i: number) => object;
  /** Expected keys as the flags write them; an id where one is to be found. */
  readonly user: string;
  readonly time: string;
  readonly type: string;
  readonly format?: string;
  readonly id?: string;
  /** Part of a warning. */
  readonly warns?: string;
  /** How many of the records are events, if not all. */
  readonly events?: number;
  /** How many records the file has, if not as many as the others. */
  readonly records?: number;
}

const START = 1_714_726_800;
const NAMES = ['ana', 'ben', 'cleo'];
const WORDS = ['open', 'search', 'open', 'buy'];

export const who = (i: number): string => NAMES[i % 3];
export const what = (i: number): string => WORDS[i % 4];
export const seconds = (i: number): number => START + 97 * i;
export const ms = (i: number): number => 1000 * seconds(i) + 123 + i;
export const iso = (i: number): string => new Date(ms(i)).toISOString();
export const day = (i: number): string => iso(i).slice(0, 10);
export const uuid = (i: number): string => `0b1c2d3e-0000-4000-8000-${String(i).padStart(12, '0')}`;
export const address = (i: number): string => `192.0.2.${1 + (i % 3)}`;
