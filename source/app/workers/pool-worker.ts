/** The entry of each thread of a worker pool: gives the engine the format of rows, and how files are opened. */
import { runPoolWorker } from '../../engine/pool/pool-worker.ts';
import { CSV_ENCODER } from '../../output/tables/csv-encoder.ts';
import type { ContainerChoice } from '../containers.ts';
import { fileOpening } from '../file-opening.ts';

// What flags say about containers, as plain data, from the thread that read them.
runPoolWorker(CSV_ENCODER, (container) => fileOpening(container as ContainerChoice));
