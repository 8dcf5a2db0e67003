import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { HariBank } from '../../../views/pembayaran.ts';
import { calendarDay, count, moment, rupiah } from '../../format.ts';
import { say } from '../../language.ts';
import { may } from '../../me.ts';
import { Empty, Loaded, useLoad } from '../../parts/load.tsx';
import { Table } from '../../parts/table.tsx';
import { Tag } from '../../parts/tag.tsx';
import { Differences } from './differences.tsx';

type Day = HariBank & { readonly daftar: NonNullable<HariBank['daftar']> };

/** Days at banks: what their lists say against what is booked. */
export function Banks({ round }: { readonly round: string }) {
  const load = useLoad<readonly HariBank[]>('/rekonsiliasi');
  const open = useSignal<Day | undefined>(undefined);
  useEffect(() => load.reload(), [round]);
  return (
    <section aria-labelledby="rekonsiliasi">
      <h2 id="rekonsiliasi">{say('Rekonsiliasi', 'Reconciliation')}</h2>
      <p class="redup">
        {say(
          'Empat belas hari terakhir: daftar bank yang terakhir dibaca terhadap yang tercatat di sini.',
          'The last fourteen days: the bank’s list as it was last read against what is booked here.',
        )}
      </p>
      <Loaded load={load}>
        {(days) =>
          days.length === 0 ? (
            <NoLists />
          ) : (
            <DayTable
              days={days}
              look={(day) => {
                open.value = day;
              }}
            />
          )
        }
      </Loaded>
      {open.value && (
        <Differences
          day={open.value}
          onClose={() => {
            open.value = undefined;
          }}
        />
      )}
    </section>
  );
}

function NoLists() {
  return (
    <Empty>
      {say(
        'Belum ada hari yang dapat dibandingkan. Laporan bank dibaca dengan GET /v1/rekonsiliasi, rekening koran dengan perintah simpul rekonsiliasi --csv.',
        'No day to compare yet. A bank’s report is read by GET /v1/rekonsiliasi, a statement by the command simpul rekonsiliasi --csv.',
      )}
    </Empty>
  );
}

interface DayTableProps {
  readonly days: readonly HariBank[];
  readonly look: (day: Day) => void;
}

function DayTable({ days, look }: DayTableProps) {
  return (
    <Table<HariBank>
      caption={say('Rekonsiliasi', 'Reconciliation')}
      rows={days}
      keyOf={({ tanggal, instansi, daftar }) => `${tanggal} ${instansi} ${daftar?.sumber ?? ''}`}
      columns={[
        { head: say('Hari', 'Day'), cell: ({ tanggal }) => calendarDay(tanggal) },
        { head: say('Bank', 'Bank'), cell: ({ instansi }) => <strong>{instansi}</strong> },
        { head: say('Hasil', 'Result'), cell: (day) => <Result day={day} look={look} /> },
        { head: say('Menurut bank', 'By the bank'), number: true, cell: ({ daftar }) => sumWords(daftar?.bank) },
        { head: say('Tercatat', 'Booked'), number: true, cell: ({ hub }) => sumWords(hub) },
        { head: say('Daftar dibaca', 'List read'), cell: (day) => <Read {...day} /> },
      ]}
    />
  );
}

function sumWords(sum: HariBank['hub'] | undefined): string {
  return sum ? `${rupiah(sum.nominal)} (${count(sum.jumlah)})` : '–';
}

function Read({ daftar }: HariBank) {
  if (!daftar) return <>–</>;
  return (
    <span>
      {moment(daftar.pada)}{' '}
      <span class="redup">
        {daftar.sumber === 'laporan-bank'
          ? say('laporan bank', 'the bank’s report')
          : say('rekening koran', 'statement')}
      </span>
    </span>
  );
}

function Result({ day, look }: { readonly day: HariBank; readonly look: (day: Day) => void }) {
  const { daftar } = day;
  if (!daftar) return <Tag tone="netral" words={say('Daftar bank belum dibaca', 'No list of the bank read yet')} />;
  const { cocok, tidakAdaDiBank, tidakAdaDiSini, nominalBeda } = daftar;
  const different = tidakAdaDiBank + tidakAdaDiSini + nominalBeda;
  if (different === 0)
    return (
      <Tag tone="baik" words={say(`Cocok semua (${count(cocok.jumlah)})`, `All agree (${count(cocok.jumlah)})`)} />
    );
  const words = say(`${count(different)} berbeda`, `${count(different)} differ`);
  return (
    <div class="beda">
      <Tag tone="terganggu" words={words} />
      <span class="redup">
        {say(`${count(cocok.jumlah)} cocok`, `${count(cocok.jumlah)} agree`)} ·{' '}
        {say(`${count(tidakAdaDiSini)} tidak ada di sini`, `${count(tidakAdaDiSini)} not here`)} ·{' '}
        {say(`${count(tidakAdaDiBank)} tidak ada di bank`, `${count(tidakAdaDiBank)} not at the bank`)} ·{' '}
        {say(`${count(nominalBeda)} beda jumlah`, `${count(nominalBeda)} other amounts`)}
      </span>
      {may('operator') && (
        <button
          type="button"
          onClick={() => look({ ...day, daftar })}
          aria-label={say(
            `Lihat beda ${day.instansi} ${calendarDay(day.tanggal)}`,
            `Show differences of ${day.instansi}, ${calendarDay(day.tanggal)}`,
          )}
        >
          {say('Lihat beda', 'Show differences')}
        </button>
      )}
    </div>
  );
}
