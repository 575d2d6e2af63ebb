/** The entry of each thread of a worker pool that reads one file: gives the engine the format in which rows are written. */
import { runPoolWorker } from '../../engine/pool/pool-worker.ts';
import { CSV_ENCODER } from '../../output/tables/csv-encoder.ts';

runPoolWorker(CSV_ENCODER);
