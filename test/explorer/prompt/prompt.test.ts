import { describe, expect, it } from 'vitest';
import {
  edited,
  newPrompt,
  offeredPrompt,
  type PromptState,
  typed,
} from '../../../source/explorer/prompt/prompt.ts';

/** A line with a bar where the cursor is. */
const line = (text: string): PromptState => ({
  ...newPrompt('search', text.replace('|', '')),
  at: [...text].indexOf('|'),
});

const written = ({ text, at }: PromptState): string => {
  const characters = [...text];
  return [...characters.slice(0, at), '|', ...characters.slice(at)].join('');
};

const press = (text: string, ...keys: string[]): string =>
  written(keys.reduce((state, key) => edited(state, key) ?? state, line(text)));

describe('typing', () => {
  it('begins at the end of the text', () => {
    expect(written(newPrompt('export', 'events.csv'))).toBe('events.csv|');
  });

  it('inserts characters at the cursor', () => {
    expect(press('a|c', 'b')).toBe('ab|c');
    expect(press('a|', 'space', 'q', 'Q', '?')).toBe('a qQ?|');
  });

  it('takes characters of any plane as one', () => {
    expect(press('|', '🎉', 'é', 'left', 'left', '漢')).toBe('漢|🎉é');
    expect(press('🎉|', 'backspace')).toBe('|');
  });

  it('joins pasted lines into one', () => {
    expect(written(typed(line('a|z'), 'b\r\nc\nd\re'))).toBe('ab c d e|z');
  });

  it('replaces a name that is offered; any other key keeps it, to be edited', () => {
    const afterKeys = (...keys: string[]): string =>
      written(keys.reduce((state, key) => edited(state, key) ?? state, offeredPrompt('export', 'a.csv')));
    expect(afterKeys()).toBe('a.csv|');
    expect(afterKeys('b', 'c')).toBe('bc|');
    expect(written(typed(offeredPrompt('export', 'a.csv'), 'pasted'))).toBe('pasted|');
    expect(afterKeys('end', 'b')).toBe('a.csvb|');
    expect(afterKeys('right', 'b')).toBe('a.csvb|');
    expect(afterKeys('home', 'b')).toBe('b|a.csv');
    expect(afterKeys('backspace', 'b')).toBe('a.csb|');
    expect(afterKeys('ctrl+u', 'b')).toBe('b|');
  });

  it('clears the note about the line', () => {
    expect(typed({ ...line('(|'), note: 'not a regular expression' }, ')').note).toBe('');
  });
});

describe('editing keys', () => {
  it.each([
    ['ab|c', ['left'], 'a|bc'],
    ['ab|c', ['ctrl+b'], 'a|bc'],
    ['|abc', ['left'], '|abc'],
    ['ab|c', ['right', 'right'], 'abc|'],
    ['ab|c', ['ctrl+f'], 'abc|'],
    ['ab|c', ['home'], '|abc'],
    ['ab|c', ['ctrl+a'], '|abc'],
    ['a|bc', ['end'], 'abc|'],
    ['a|bc', ['ctrl+e'], 'abc|'],
    ['ab|c', ['backspace'], 'a|c'],
    ['|abc', ['backspace'], '|abc'],
    ['a|bc', ['delete'], 'a|c'],
    ['a|bc', ['ctrl+d'], 'a|c'],
    ['abc|', ['delete'], 'abc|'],
    ['ab|c', ['ctrl+u'], '|c'],
    ['a|bc', ['ctrl+k'], 'a|'],
    ['one two |three', ['ctrl+w'], 'one |three'],
    ['one two|', ['ctrl+w', 'ctrl+w', 'ctrl+w'], '|'],
    ['/home/ann/file|', ['ctrl+w'], '/home/ann/|'],
    ['/home/ann/|', ['ctrl+w'], '/home/ann|'],
  ])('in %j %j leave %j', (before, keys, after) => {
    expect(press(before, ...keys)).toBe(after);
  });

  it.each(['up', 'tab', 'f5', 'alt+b', 'ctrl+t'])('%s does not edit the line of a prompt', (key) => {
    expect(edited(line('abc|'), key)).toBeUndefined();
  });
});
