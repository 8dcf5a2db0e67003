import { Worker } from 'node:worker_threads';
import type { LaporanBulanan } from './report.ts';

const THREAD = new URL('./pdf/thread.ts', import.meta.url);

/** In a thread of its own: drawing takes some hundred milliseconds, in which no payment would be answered. */
export function pdfOf(report: LaporanBulanan): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(THREAD, { workerData: report });
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', () => reject(new Error('the thread that draws a report ended without one')));
  });
}
