import { createTeller as h2hTeller } from '../../../connectors/bank-h2h/sandbox/teller.ts';
import { createTeller as snapTeller } from '../../../connectors/bank-snap/sandbox/teller.ts';
import { keysOf } from '../../../connectors/sandbox-kit/rsa-keys.ts';
import type { JawabanPembayaran } from '../../../openapi/generated/types.ts';
import { type City, withCity } from '../../scenarios/payments/with-city.ts';
import { type PacedRow, paced, pacedRow } from '../pacing.ts';

export interface BankDuration {
  readonly seconds: number;
  readonly bills: number;
  readonly progress: (told: string) => void;
}

const PER_SECOND = 200;
/** A bank plans to wait so long (the SNAP notes, section 7.3); the target is half of it. */
export const BANK_WAITS_MS = 5000;

/** Banks ask a fixed number of times a second, whether they were answered or not; nothing of the application answers. */
export async function measureBanks({ seconds, bills, progress }: BankDuration): Promise<readonly PacedRow[]> {
  const rows: PacedRow[] = [];
  await withCity(async (city) => {
    progress(`publishing ${bills} bills`);
    const accounts = await publishAll(city, bills);
    const snap = snapTeller({
      ...{ cityUrl: `${city.url}/callbacks/bank-bni`, clientId: 'bank-contoh' },
      ...{ clientSecret: 'rahasia-snap-kota-untuk-uji', privateKey: keysOf('bank').privateKey, companyCode: '990001' },
    });
    let count = 0;
    const bySnap = async (index: number) => {
      count += 1;
      const customerNo = accounts[index % accounts.length] ?? '';
      const answer = await snap.inquiry({ customerNo, inquiryRequestId: `${Date.now()}${count}` });
      return answer?.code === '2002400';
    };
    const keys = { ...{ username: '', password: '', clientId: 'BANK-CONTOH-001' }, clientSecret: 'rahasia-contoh-42' };
    const h2h = h2hTeller({
      ...{ cityUrl: `${city.url}/callbacks/bank-sumut`, dialect: 'netral', bankCode: '117', now: () => new Date() },
      keys: { ...keys, bearerToken: '', privateKey: keysOf('bank-h2h').privateKey },
    });
    const byCounter = async (index: number) =>
      (await h2h.inquiry({ nop: nopOf(index % bills), tahunPajak: '2026' })).kind === 'ok';
    for (const [name, ask] of [
      ['inquiry, SNAP virtual account', bySnap],
      ['inquiry, host-to-host by NOP', byCounter],
    ] as const) {
      progress(name);
      await paced(ask, { perSecond: PER_SECOND, seconds: 2 }); // tokens are fetched, code is warm
      rows.push(pacedRow(name, PER_SECOND, await paced(ask, { perSecond: PER_SECOND, seconds })));
    }
  });
  return rows;
}

const nopOf = (index: number) => `1276010${String(index).padStart(11, '0')}`;

async function publishAll(city: City, bills: number): Promise<readonly string[]> {
  const accounts: string[] = [];
  for (let index = 0; index < bills; index += 20)
    await Promise.all(
      Array.from({ length: Math.min(20, bills - index) }, async (_, one) => {
        const id = `PBB-${index + one}`;
        await city.api('PUT', `/v1/tagihan/${id}`, {
          ...{ jenis: 'pbb', objek: { nop: nopOf(index + one) }, tahunPajak: '2026', pokok: 125_000 },
          ...{ jatuhTempo: '2035-12-31', wajibBayar: { nama: 'RINA CONTOH' } },
        });
        if (index + one >= 200) return;
        const { body } = await city.api('POST', '/v1/pembayaran', { tagihan: id, cara: 'va' });
        const { virtualAccount } = (body as JawabanPembayaran).data;
        if (virtualAccount) accounts.push(virtualAccount.nomor.slice('990001'.length));
      }),
    );
  return accounts;
}
