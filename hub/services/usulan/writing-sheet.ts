import { Worker } from 'node:worker_threads';
import type { Sheet } from './sheet.ts';

const THREAD = new URL('./sheet-thread.ts', import.meta.url);

/** In a thread of its own: ten thousand rows of a workbook take seconds, in which nobody else would be answered. */
export function fileOf(sheet: Sheet): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(THREAD, { workerData: sheet });
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', () => reject(new Error('the thread that writes a table ended without one')));
  });
}
