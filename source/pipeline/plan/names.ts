import type { KeyPath } from '../validate/key-paths.ts';
import type { NameRank } from './name-kinds.ts';
import type { NameConditions, NameRule } from './name-rules.ts';
import { DISGUISE, TYPED_VALUE, VALUE_WRAPPER } from './name-signs.ts';

/** A key's name as rules compare it: the last part of its path, and the part before it. */
export interface KeyName {
  readonly last: string;
  /** '' at the top of a record. */
  readonly parent: string;
}

/** What a rule says of a key. */
export interface NameMatch extends NameRank, NameConditions {
  /** The place of the rule in its list: of two keys of one rank, the one of the earlier rule is the more usual. */
  readonly order: number;
}

/** Returns the name of the key at a path. */
export function keyNameOf(path: KeyPath): KeyName {
  // A key with dots in it is split like a path, and so is an address: the claims of Azure, the extensions of xAPI.
  const written = path.flatMap((part) =>
    part.includes('://') ? part.split('/').slice(-2) : part.replace(/^\.+(?=.)/, '').split('.'),
  );
  if (written.length > 1 && TYPED_VALUE.test(written[written.length - 1])) written.pop();
  const parts = written.map(plainName);
  while (parts.length > 1 && VALUE_WRAPPER.test(parts[parts.length - 1])) parts.pop();
  const last = parts[parts.length - 1].replace(DISGUISE, '');
  // JSON:API puts what a relationship leads to into an object of its own.
  if (parts.at(-2) === 'data' && parts.at(-4) === 'relationships') parts.splice(-2, 1);
  return { last, parent: parts.length > 1 ? parts[parts.length - 2] : '' };
}

/** What was found for names, by list of rules: the same keys are asked for again and again. */
const known = new WeakMap<readonly NameRule[], Map<string, NameMatch | undefined>>();
const MOST_KNOWN = 5000;

/** Returns what the first rule that a name follows says of it; undefined if it follows none. */
export function matchName(name: KeyName, rules: readonly NameRule[]): NameMatch | undefined {
  let matches = known.get(rules);
  if (matches === undefined || matches.size > MOST_KNOWN) {
    matches = new Map();
    known.set(rules, matches);
  }
  const key = `${name.parent} ${name.last}`;
  if (!matches.has(key)) matches.set(key, firstMatch(name, rules));
  return matches.get(key);
}

function firstMatch({ last, parent }: KeyName, rules: readonly NameRule[]): NameMatch | undefined {
  for (const [order, rule] of rules.entries()) {
    const isNamed =
      rule.name.test(last) || (rule.isAlone !== true && parent !== '' && rule.name.test(parent + last));
    if (isNamed && (rule.parent === undefined || rule.parent.test(parent)))
      return { ...rule, tier: rule.tier ?? 0, order };
  }
  return undefined;
}

/** A longer key is a question of a form. The rules take time for each letter, and find their words in any sentence. */
const LONGEST_NAME = 200;
/** A name that follows no rule. */
const NO_NAME = '?';

/** Letters lose their accents, which some writers leave out. */
function plainName(part: string): string {
  if (part.length > LONGEST_NAME) return NO_NAME;
  return part
    .toLowerCase()
    .replaceAll('ı', 'i')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]/gu, '');
}
