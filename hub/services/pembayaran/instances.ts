import { Refusal } from '../refusal.ts';
import type { ServiceContext } from '../service.ts';

type Ground = Pick<ServiceContext, 'settingsOf' | 'has' | 'config'>;

/** Whether a bank offers this way to pay. */
function offers(cara: 'va' | 'qris', instansi: string, { settingsOf, has }: Ground): boolean {
  if (cara === 'qris') return has(instansi, 'qr-generate');
  const { virtualAccountPrefix, virtualAccountIssuer } = settingsOf(instansi);
  if (virtualAccountPrefix === undefined) return false;
  return virtualAccountIssuer === 'hub' || has(instansi, 'va-create');
}

/** The bank that was named, else the city's own choice. Throws a Refusal where it does not offer this. */
export function instanceFor(cara: 'va' | 'qris', named: string | undefined, ground: Ground): string {
  const chosen = named ?? ground.config.pembayaran.utama[cara];
  const what = cara === 'va' ? 'virtual account' : 'QRIS';
  if (chosen === undefined)
    throw new Refusal('bentrok', `Daerah belum memilih bank utama untuk ${what}: sebutkan "instansi".`);
  if (offers(cara, chosen, ground)) return chosen;
  throw new Refusal('permintaan-tidak-sah', 'Permintaan ini tidak dapat diterima, lihat "kesalahan".', [
    { di: 'body.instansi', masalah: `tidak melayani ${what}` },
  ]);
}
