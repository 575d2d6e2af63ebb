import { StringInterner } from '../../source/pipeline/columns/interner.ts';
import { FastPath } from '../../source/pipeline/kernel/fast-path.ts';
import { WindowBuffer } from '../../source/pipeline/scan/window-buffer.ts';
import { completeSettings, type PipelineSettings } from '../../source/pipeline/settings.ts';
import { ScanCounters } from '../../source/pipeline/store/scan-counters.ts';
import { StrayBatch } from '../../source/pipeline/store/stray-batch.ts';
import { encodeUtf8 } from '../../source/pipeline/text/bytes.ts';
import { compileFields } from '../../source/pipeline/validate/fields.ts';

/** The number of the first user who is a text. */
export const FIRST_TEXT = 2 ** 30;

/** A fast path with a window that holds the text, and the results to inspect. */
export class Lane {
  readonly counters = new ScanCounters();
  readonly strays = new StrayBatch(this.counters);
  readonly users = new StringInterner(0);
  readonly types = new StringInterner(0);
  readonly lane: FastPath;
  readonly held: WindowBuffer;

  constructor(text: string, { capacity = 64, settings = {} as Partial<PipelineSettings> } = {}) {
    const { users, types } = this;
    const complete = completeSettings(settings);
    this.lane = new FastPath(
      complete,
      compileFields(complete),
      {
        internUsers: ({ bytes, view, from, to, count }, numbers) => {
          for (let i = 0; i < count; i++) numbers[i] = FIRST_TEXT + users.intern(bytes, view, from[i], to[i]);
        },
        internUser: (bytes, view, from, to) => FIRST_TEXT + users.intern(bytes, view, from, to),
        internDimension: [(bytes, view, from, to) => types.intern(bytes, view, from, to)],
      },
      capacity,
    );
    this.held = new WindowBuffer((byteLength) => this.lane.reserve(byteLength));
    this.held.append(encodeUtf8(text));
    this.lane.rows.begin(0, 1);
  }

  run(from = 0, limit = this.held.to): number {
    return this.lane.run(this.held.window(true), from, limit, this.counters, this.strays);
  }

  rows(): object[] {
    const { rows } = this.lane;
    return Array.from({ length: rows.count }, (_, row) => ({
      user: rows.user[row],
      type: rows.dimensions[0][row],
      seconds: rows.secondsHigh[row] * 2 ** 32 + rows.secondsLow[row],
      nanoseconds: rows.nanoseconds[row],
      byteOffset: rows.byteBase + rows.offset[row],
      line: rows.lineBase + rows.line[row],
    }));
  }
}
