import type { EventStore } from '../pipeline/store/event-store.ts';
import { FIRST_TEXT_USER } from '../pipeline/store/user-numbers.ts';
import { encodeUtf8 } from '../pipeline/text/bytes.ts';
import { decodeText } from '../pipeline/text/shown-text.ts';
import { TextBuffer } from '../pipeline/text/text-buffer.ts';
import { readUserId } from '../pipeline/validate/identity.ts';

/** Returns the id that a text names as a user's (spec section 2), `012` being 12; undefined if it is blank. */
export function userIdOf(text: string): string | undefined {
  const id = userIdBytes(text);
  return id && decodeText(id, 0, id.length);
}

/** Returns the number in the store of the user that a text names; -1 if no event is of this user. */
export function userNamed({ users }: EventStore, text: string): number {
  const id = userIdBytes(text);
  return id === undefined ? -1 : users.find(id);
}

/**
 * Returns the numbers in the store of the users that a text names: several where what is no UTF-8 in their ids is shown as
 * U+FFFD, so that they look the same.
 */
export function usersNamed(store: EventStore, text: string): number[] {
  if (!text.includes('\ufffd')) return [userNamed(store, text)].filter((user) => user >= 0);
  const { users } = store;
  const shown = userIdOf(text);
  const found: number[] = [];
  for (let at = 0; at < users.texts.count; at++) {
    if (users.textOf(FIRST_TEXT_USER + at) === shown) found.push(FIRST_TEXT_USER + at);
  }
  return found;
}

/** Returns the bytes of the id that a text names, as the store keeps them. */
function userIdBytes(text: string): Uint8Array | undefined {
  const json = encodeUtf8(JSON.stringify(text));
  const id = new TextBuffer();
  const isUser = readUserId(json, { kind: 'string', from: 0, to: json.length }, id);
  return isUser ? id.bytes.slice(0, id.length) : undefined;
}
