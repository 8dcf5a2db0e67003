import type { Masuk, Pembayaran } from '../../../views/pembayaran.ts';
import { count, rupiah, weekday } from '../../format.ts';
import { say } from '../../language.ts';
import { Big } from '../../parts/big.tsx';

export function Today({ payments }: { readonly payments: Pembayaran }) {
  const { semua, belumPasti, tagihan } = payments;
  const { tercatat, dibalik } = semua.hariIni;
  return (
    <section aria-labelledby="hari-ini">
      <h2 id="hari-ini" class="tersembunyi">
        {say('Hari ini', 'Today')}
      </h2>
      <dl class="angka-besar lapang">
        <Big name={say('Diterima', 'Received')} value={rupiah(tercatat.nominal)} note={compared(payments, sumWords)} />
        <Big
          name={say('Penerimaan', 'Receipts')}
          value={count(tercatat.jumlah)}
          note={compared(payments, countWords)}
        />
        <Big
          name={say('Dibalik bank', 'Reversed by a bank')}
          value={count(dibalik.jumlah)}
          note={dibalik.jumlah > 0 ? rupiah(dibalik.nominal) : null}
        />
        <Big
          name={say('Belum pasti', 'Still undecided')}
          value={`${count(belumPasti.jumlah)}${belumPasti.lebih ? '+' : ''}`}
          note={belumPasti.jumlah > 0 ? say('bank sedang ditanya', 'the bank is being asked') : null}
        />
        <Big
          name={say('Tagihan terbuka', 'Open bills')}
          value={count(tagihan.terbuka.jumlah + tagihan.sebagian)}
          note={billWords(tagihan)}
        />
        <Big
          name={say('Tagihan lewat masa berlaku', 'Expired bills')}
          value={count(tagihan.lewat)}
          note={tagihan.lewat > 0 ? say('tidak dapat dibayar lagi', 'cannot be paid any more') : null}
        />
      </dl>
    </section>
  );
}

/** Days that are over, held against a day that is not: said with it. */
function compared({ semua, hari: [, , weekBefore] }: Pembayaran, words: (one: Masuk) => string): string {
  const [yesterday, before] = [words(semua.kemarin), words(semua.pekanLalu)];
  const name = weekday(weekBefore);
  return say(
    `sehari penuh: kemarin ${yesterday}, ${name} lalu ${before}`,
    `whole days: yesterday ${yesterday}, last ${name} ${before}`,
  );
}

const sumWords = ({ tercatat }: Masuk) => rupiah(tercatat.nominal);
const countWords = ({ tercatat }: Masuk) => count(tercatat.jumlah);

function billWords({ terbuka, sebagian }: Pembayaran['tagihan']): string {
  const sum = rupiah(terbuka.nominal);
  return say(
    `pokok belum dibayar ${sum}, ${count(sebagian)} dibayar sebagian`,
    `unpaid principal ${sum}, ${count(sebagian)} paid in part`,
  );
}
