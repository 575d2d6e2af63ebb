/** The entry of each thread of a worker pool that reads several files: gives the engine how they become text, too. */
import { runPoolWorker } from '../../engine/pool/pool-worker.ts';
import { CSV_ENCODER } from '../../output/tables/csv-encoder.ts';
import type { ContainerChoice } from '../containers.ts';
import { fileTexts } from '../file-texts.ts';

// What flags say about containers, as plain data, from the thread that read them.
runPoolWorker(CSV_ENCODER, (container) => fileTexts(container as ContainerChoice));
