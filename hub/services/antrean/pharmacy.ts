import { answering, type CallbackServiceContext, done, refused } from '../callback-service.ts';
import type { KeptBooking } from './booking.ts';
import { type Found, findBooking, none } from './finding.ts';
import { pharmacyNumber, pharmacyQueue } from './pharmacy-queue.ts';

interface ByCode {
  readonly kodeBooking: string;
}
interface Ready {
  readonly booking: KeptBooking;
  readonly jenisResep: 'racikan' | 'non-racikan';
}

/** What the clinic said of medicine when it was done (task 5 and later) is all the hub knows. */
export const ambilAntreanFarmasi = answering<ByCode>(
  'mobile-jkn.ambil-antrean-farmasi',
  async ({ kodeBooking }, context) => {
    const ready = await readyForPharmacy(kodeBooking, context);
    if (ready.kind === 'none') return refused(ready.why);
    const { booking, jenisResep } = ready.value;
    const angkaAntrean = await pharmacyNumber(booking, jenisResep, context);
    return done({ jenisResep, angkaAntrean, keterangan: '' });
  },
);

export const statusAntreanFarmasi = answering<ByCode>(
  'mobile-jkn.status-antrean-farmasi',
  async ({ kodeBooking }, context) => {
    const ready = await readyForPharmacy(kodeBooking, context);
    if (ready.kind === 'none') return refused(ready.why);
    const { booking, jenisResep } = ready.value;
    if (!booking.value.farmasi) return refused('Antrean farmasi belum diambil');
    const { total, left, calledNumber } = await pharmacyQueue(booking, context.records);
    return done({ jenisResep, totalAntrean: total, sisaAntrean: left, antreanPanggil: calledNumber, keterangan: '' });
  },
);

async function readyForPharmacy(code: string, context: CallbackServiceContext): Promise<Found<Ready>> {
  const found = await findBooking(code, context);
  if (found.kind === 'none') return found;
  const booking = found.value;
  if (booking.state === 'dibatalkan') return none('Antrean sudah dibatalkan');
  const { tahap } = booking.value;
  if (!tahap.some((task) => task.tahap >= 5 && task.tahap <= 7)) return none('Pasien belum selesai dilayani di poli');
  const jenisResep = tahap.findLast((task) => task.jenisResep !== undefined)?.jenisResep;
  if (jenisResep === undefined) return none('Resep belum tersedia, silakan menunggu atau hubungi farmasi');
  if (jenisResep === 'tidak-ada') return none('Tidak ada resep untuk antrean ini');
  return { kind: 'found', value: { booking, jenisResep } };
}
