import type { Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { BarisSkpd, DaftarLewat, LaporanLewat } from '../../../views/laporan.ts';
import { count } from '../../format.ts';
import { say } from '../../language.ts';
import { may } from '../../me.ts';
import { Empty, Loaded, useLoad } from '../../parts/load.tsx';
import { Since } from '../../parts/since.tsx';
import { Table } from '../../parts/table.tsx';
import { MessageState } from '../antrean/state.tsx';
import { serviceWords } from '../antrean/words.ts';
import { officeWords, reportStateWords } from './words.ts';

interface OverdueProps {
  /** How many there are: the list is asked for anew when it is another number. */
  readonly late: number;
  readonly offices: readonly BarisSkpd[];
  /** Only those of one office; `''`: of all. */
  readonly chosen: Signal<string>;
}

export function Overdue(props: OverdueProps) {
  return (
    <section aria-labelledby="lewat">
      <h2 id="lewat">{say('Lewat 24 jam tanpa jawaban', 'Past 24 h without an answer')}</h2>
      {may('operator') ? (
        <List {...props} />
      ) : (
        <p class="redup">
          {say(
            'Daftarnya, yang memuat isi laporan tersamar, untuk peran operator.',
            'The list, which holds masked content, is for the role operator.',
          )}
        </p>
      )}
    </section>
  );
}

function List({ late, offices, chosen }: OverdueProps) {
  const query = new URLSearchParams(chosen.value === '' ? {} : { skpd: chosen.value });
  const load = useLoad<DaftarLewat>(`/laporan/lewat?${query}`);
  useEffect(() => load.reload(), [late]);
  const named = offices.flatMap(({ skpd, lewat }) => (skpd !== null && lewat > 0 ? [skpd] : []));
  return (
    <>
      {named.length > 0 && (
        <label>
          SKPD{' '}
          <select
            value={chosen.value}
            onChange={({ currentTarget }) => {
              chosen.value = currentTarget.value;
            }}
          >
            <option value="">{say('semua', 'all')}</option>
            {named.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
        </label>
      )}
      <Loaded load={load}>{(list) => <Rows {...list} />}</Loaded>
    </>
  );
}

function Rows({ laporan, lebih }: DaftarLewat) {
  if (laporan.length === 0)
    return <Empty>{say('Tidak ada: semua sudah dijawab pada waktunya.', 'None: all were answered in time.')}</Empty>;
  return (
    <>
      <Table<LaporanLewat>
        caption={say('Laporan yang lewat 24 jam', 'Reports past 24 h')}
        rows={laporan}
        keyOf={({ id }) => id}
        columns={[
          { head: say('Laporan', 'Report'), cell: (one) => <Words {...one} /> },
          { head: 'SKPD', cell: ({ skpd }) => officeWords(skpd) },
          { head: say('Keadaan', 'State'), cell: ({ keadaan }) => reportStateWords(keadaan) },
          { head: say('Batasnya lewat', 'Was due'), cell: ({ batasPada }) => <Since at={batasPada} /> },
          { head: say('Kiriman tertahan', 'Held up'), cell: ({ pesan }) => (pesan ? <Held {...pesan} /> : '–') },
        ]}
      />
      {lebih > 0 && <p class="redup">{say(`dan ${count(lebih)} lagi`, `and ${count(lebih)} more`)}</p>}
    </>
  );
}

function Words({ id, judul, isi, rahasia, trackingId }: LaporanLewat) {
  return (
    <div>
      {rahasia ? (
        <strong>{say('Laporan rahasia: isinya tidak ditampilkan', 'Secret: its content is not shown')}</strong>
      ) : (
        <>
          <strong>{judul}</strong> <span class="kata">{isi}</span>
        </>
      )}{' '}
      <span class="redup">
        {trackingId
          ? say(`nomor pelacakan ${trackingId}`, `tracking number ${trackingId}`)
          : say('belum bernomor', 'no number yet')}{' '}
        · <code>{id}</code>
      </span>
    </div>
  );
}

function Held({ id, layanan, keadaan }: NonNullable<LaporanLewat['pesan']>) {
  return (
    <span>
      <MessageState keadaan={keadaan} />{' '}
      <a href={`/console/antrean/pesan/${id}`}>
        {say('buka pesannya', 'open the message')} <span class="redup">{serviceWords(layanan)}</span>
      </a>
    </span>
  );
}
