import type { Announced, Happening } from '../../hub/relay/announcements.ts';
import type { JobContext } from '../../hub/services/job.ts';
import type { ServiceContext } from '../../hub/services/service.ts';

/** As the relay's `prepare`, where only what was told matters: it counts once the records are written. */
export function preparing(told: Happening[]): (happenings: readonly Happening[]) => Announced {
  return (happenings) => ({
    told: { events: [], messages: [] },
    written: () => void told.push(...happenings),
  });
}

/** A city that has no banks. */
export const NO_BANKS: Pick<ServiceContext, 'config' | 'has' | 'settingsOf' | 'send' | 'applicationsWith'> = {
  config: {
    tagihan: { jenis: {}, kodeWilayahNop: '1276' },
    pembayaran: { utama: {}, berlakuJam: 24, qrisMenit: 60, balikSampai: '23:59', batasJawabDetik: 10 },
    perencanaan: { jadwal: 'murni', salin: [], barisPerPermintaan: 1000 },
  },
  has: () => false,
  settingsOf: () => ({}),
  send: async () => undefined,
  applicationsWith: () => [],
};

/** Of a hub that goes on, with no access that ends. */
export const GOES_ON: Pick<JobContext, 'accessEnd' | 'stopping'> = {
  accessEnd: () => undefined,
  stopping: new AbortController().signal,
};
