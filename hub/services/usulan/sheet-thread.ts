import { parentPort, workerData } from 'node:worker_threads';
import { csvOf, type Sheet, xlsxOf } from './sheet.ts';

const { bentuk, lembar, headings, rows } = workerData as Sheet;
const bytes = new Uint8Array(bentuk === 'csv' ? csvOf(headings, rows) : await xlsxOf(lembar, headings, rows));
parentPort?.postMessage(bytes, [bytes.buffer]);
