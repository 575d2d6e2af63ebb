import type { SourceDescription } from '../../input/source.ts';
import { closeBooks } from '../../pipeline/result/balance.ts';
import { type Dataset, type Grouping, groupingOf } from '../../pipeline/result/dataset.ts';
import { type Result, resultOf } from '../../pipeline/result/result.ts';
import type { PipelineSettings } from '../../pipeline/settings.ts';
import type { Reading } from '../ingest.ts';
import { groupByCrew, type OnSessionRows } from './parallel-grouping.ts';
import { Crew, type CrewListener, type CrewOptions } from './worker-pool.ts';

/** A file that several threads read together. */
export class CrewReading implements Reading {
  readonly crew: Crew;
  private tellChange: () => void = () => undefined;

  constructor(
    source: SourceDescription,
    private readonly settings: PipelineSettings,
    options: CrewOptions,
    listener: CrewListener = {},
  ) {
    this.crew = new Crew(source, settings, options, {
      ...listener,
      onPiece: () => {
        listener.onPiece?.();
        this.tellChange();
      },
    });
  }

  get bytesRead(): number {
    return this.crew.assembly.mark.byteOffset;
  }

  get validEvents(): number {
    return this.crew.assembly.mark.validEvents;
  }

  async *steps(): AsyncGenerator<void> {
    const { crew } = this;
    let isRead = false;
    const read = crew.read.then(() => {
      isRead = true;
    });
    while (!isRead) {
      const change = new Promise<void>((resolve) => {
        this.tellChange = resolve;
      });
      await Promise.race([change, read]);
      yield;
    }
  }

  async regroup(onSessionRows?: OnSessionRows): Promise<Grouping> {
    const { crew, settings } = this;
    const { store } = this.dataset();
    const analysis = await groupByCrew(crew, store, settings.gapSeconds, onSessionRows);
    const grouping = groupingOf(store.count, analysis);
    crew.assembly.grouping = grouping;
    return grouping;
  }

  async finish(onSessionRows?: OnSessionRows): Promise<Result> {
    const { assembly } = this.crew;
    const grouping = await this.regroup(onSessionRows);
    assembly.imbalances = closeBooks(assembly.mark, grouping);
    assembly.finished = true;
    return resultOf(this.dataset(), grouping);
  }

  dataset(): Dataset {
    return this.crew.assembly.dataset();
  }

  close(): Promise<void> {
    return this.crew.stop();
  }
}
