import { expect, it } from 'vitest';
import { Scanner } from '../../../source/pipeline/scan/scanner.ts';
import { WindowBuffer } from '../../../source/pipeline/scan/window-buffer.ts';
import { completeSettings } from '../../../source/pipeline/settings.ts';
import { EventStore } from '../../../source/pipeline/store/event-store.ts';
import { bytesOf } from '../../helpers/arbitraries.ts';
import { eventLine } from '../../helpers/dataset.ts';

it.each(['fast', 'slow'] as const)(
  'readsAsEvent looks at no byte past the end of the window: %s path',
  (path) => {
    const scanner = new Scanner(completeSettings({}), EventStore.empty(0), 64);
    const held = new WindowBuffer(scanner.reserve);
    const event = bytesOf(eventLine('1', '2024-07-10T10:00:00Z', '"view"'));
    held.append(event);
    const window = held.window(true);
    const before = window.bytes.slice(0, window.to);
    const acceptedTo = Array.from({ length: event.length + 1 }, (_, to) =>
      scanner.readsAsEvent(path, { ...window, to, final: false }, 0),
    );
    // All of the record except its line feed.
    expect(acceptedTo.indexOf(true)).toBe(event.length - 1);
    expect(window.bytes.slice(0, window.to)).toEqual(before);
  },
);
