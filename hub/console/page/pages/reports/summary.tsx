import type { Laporan } from '../../../views/laporan.ts';
import { count, duration, moment } from '../../format.ts';
import { say } from '../../language.ts';
import { Big } from '../../parts/big.tsx';

export function Summary({ reports }: { readonly reports: Laporan }) {
  const { terbuka, lewat, tertuaPada, kiriman, tren } = reports;
  const today = tren.at(-1);
  return (
    <section aria-labelledby="sekarang">
      <h2 id="sekarang" class="tersembunyi">
        {say('Sekarang', 'Now')}
      </h2>
      <dl class="angka-besar">
        <Big name={say('Terbuka', 'Open')} value={count(terbuka)} />
        <Big
          name={say('Lewat 24 jam tanpa jawaban', 'Past 24 h without an answer')}
          value={count(lewat)}
          alarm={lewat > 0}
          note={lewat > 0 ? say('▲ perlu dijawab', '▲ to be answered') : say('tidak ada', 'none')}
        />
        <Big
          name={say('Tertua yang terbuka', 'Oldest open')}
          value={tertuaPada === null ? '–' : duration(Date.now() - tertuaPada)}
          note={tertuaPada === null ? null : say(`sejak ${moment(tertuaPada)}`, `since ${moment(tertuaPada)}`)}
        />
        <Big
          name={say('Menunggu dikirim', 'Waiting to be sent')}
          value={count(kiriman.menunggu)}
          note={waitingWords(kiriman)}
        />
        <Big name={say('Masuk hari ini', 'New today')} value={count(today?.masuk)} />
        <Big name={say('Selesai hari ini', 'Finished today')} value={count(today?.selesai)} />
      </dl>
    </section>
  );
}

/** Reports, answers and dispositions that the national channel does not have yet. */
function waitingWords({ tertuaPada, ditolak, tidakPasti }: Laporan['kiriman']): string {
  const words = [
    tertuaPada !== null &&
      say(`tertua ${duration(Date.now() - tertuaPada)}`, `oldest ${duration(Date.now() - tertuaPada)}`),
    ditolak > 0 && say(`${count(ditolak)} ditolak`, `${count(ditolak)} refused`),
    tidakPasti > 0 && say(`${count(tidakPasti)} tidak pasti`, `${count(tidakPasti)} unsure`),
  ];
  return (
    words.filter(Boolean).join(' · ') ||
    say('ke kanal nasional, jawaban termasuk', 'to the national channel, answers included')
  );
}
