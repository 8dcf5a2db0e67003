import type { EcollectionSettings } from './settings.ts';

const HOUR_MS = 3_600_000;

/** Inquiries are counted per hour of the clock (the eCollection notes, section 4.2); refused ones do not count. */
export function createInquiryCount(now: () => number, settings: EcollectionSettings): () => boolean {
  let hour = 0;
  let count = 0;
  return () => {
    const current = Math.floor(now() / HOUR_MS);
    if (current !== hour) count = 0;
    hour = current;
    if (settings.inquiriesPerHour > 0 && count >= settings.inquiriesPerHour) return false;
    count += 1;
    return true;
  };
}
