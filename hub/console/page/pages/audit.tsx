import '../style/jejak.css';
import { useSignal } from '@preact/signals';
import type { CatatanJejak, Pemeriksaan } from '../../views/jejak.ts';
import { ask } from '../api.ts';
import { count, moment } from '../format.ts';
import { language, say } from '../language.ts';
import { useLive } from '../live.ts';
import { Field } from '../parts/field.tsx';
import { Form } from '../parts/form.tsx';
import { Head } from '../parts/head.tsx';
import { Empty, Loaded, useLoad } from '../parts/load.tsx';
import { Table } from '../parts/table.tsx';
import { attempt } from '../parts/toast.tsx';

export function AuditPage() {
  const filter = useSignal<Readonly<Record<string, string>>>({});
  const load = useLoad<readonly CatatanJejak[]>(`/jejak?${new URLSearchParams(filter.value)}`);
  const change = (changes: Readonly<Record<string, string>>) => {
    const { sebelum: _page, ...before } = filter.value;
    filter.value = Object.fromEntries(Object.entries({ ...before, ...changes }).filter(([, value]) => value !== ''));
  };
  return (
    <>
      <Head
        title={say('Jejak audit', 'Audit trail')}
        about={say(
          'Siapa melihat data siapa, dan siapa mengubah apa. Orang disimpan sebagai sidik, bukan nomor.',
          'Who saw whose data, and who changed what. People are kept as fingerprints, not numbers.',
        )}
      />
      <Check />
      <Filter filter={filter.value} change={change} />
      <Loaded load={load}>
        {(records) => (
          <Records
            records={records}
            chooseSubject={(subjek) => change({ subjek })}
            older={(sebelum) => {
              filter.value = { ...filter.value, sebelum };
            }}
          />
        )}
      </Loaded>
    </>
  );
}

interface FilterProps {
  readonly filter: Readonly<Record<string, string>>;
  readonly change: (changes: Readonly<Record<string, string>>) => void;
}

function Filter({ filter, change }: FilterProps) {
  return (
    <section class="panel saring-jejak">
      <form
        class="baris"
        onSubmit={(event) => {
          event.preventDefault();
          const given = new FormData(event.currentTarget);
          change(Object.fromEntries([...given].map(([name, value]) => [name, String(value)])));
        }}
      >
        <Field label={say('Layanan', 'Service')} name="layanan" value={filter.layanan ?? ''} placeholder="getPeserta" />
        <Field label={say('Dari', 'From')} name="dari" type="date" value={filter.dari ?? ''} />
        <Field label={say('Sampai', 'To')} name="sampai" type="date" value={filter.sampai ?? ''} />
        <button type="submit">{say('Saring', 'Filter')}</button>
        {Object.keys(filter).length > 0 && (
          <button
            type="button"
            onClick={() => change({ layanan: '', dari: '', sampai: '', subjek: '', aplikasi: '', sebelum: '' })}
          >
            {say('Semua', 'All')}
          </button>
        )}
      </form>
      <details>
        <summary>{say('Cari menurut nomor seseorang', "Search by a person's number")}</summary>
        <Form
          send={async (values) => {
            const { subjek } = await ask<{ subjek: string }>('POST', '/jejak/subjek', values);
            change({ subjek });
          }}
          submit={say('Cari', 'Search')}
        >
          {(mistakeOf) => (
            <Field
              label={say('NIK, nomor kartu, atau nomor lain', 'NIK, card number or another number')}
              name="nomor"
              required
              autocomplete="off"
              hint={say(
                'Pencarian ini sendiri dicatat. Nomornya tidak disimpan.',
                'This search is itself recorded. The number is not kept.',
              )}
              mistake={mistakeOf('nomor')}
            />
          )}
        </Form>
      </details>
    </section>
  );
}

interface RecordsProps {
  readonly records: readonly CatatanJejak[];
  readonly chooseSubject: (subject: string) => void;
  readonly older: (before: string) => void;
}

const SHOWN = 10;
const PAGE = 100;

function Records({ records, chooseSubject, older }: RecordsProps) {
  if (records.length === 0) return <Empty>{say('Tidak ada catatan yang cocok.', 'No record fits.')}</Empty>;
  const last = records.at(-1);
  return (
    <>
      <Table<CatatanJejak>
        caption={say('Jejak audit', 'Audit trail')}
        rows={records}
        keyOf={({ urutan }) => urutan}
        columns={[
          { head: say('Waktu', 'Time'), cell: ({ pada }) => moment(pada) },
          { head: say('Siapa', 'Who'), cell: ({ siapa }) => siapa || '–' },
          { head: say('Apa', 'What'), cell: ({ layanan }) => <code>{layanan}</code> },
          {
            head: say('Tentang', 'About'),
            cell: ({ subjek }) =>
              subjek.length === 43 ? (
                <button type="button" class="sidik" title={subjek} onClick={() => chooseSubject(subjek)}>
                  {subjek.slice(0, SHOWN)}…
                </button>
              ) : (
                subjek || '–'
              ),
          },
          { head: say('Bidang', 'Fields'), cell: ({ bidang }) => bidang || '–' },
          { head: say('Keperluan', 'Purpose'), cell: ({ keperluan }) => keperluan || '–' },
          { head: say('Hasil', 'Outcome'), cell: ({ hasil }) => hasil || '–' },
        ]}
      />
      {last && records.length === PAGE && (
        <p>
          <button type="button" onClick={() => older(String(last.urutan))}>
            {say('Yang lebih lama', 'Older')}
          </button>
        </p>
      )}
    </>
  );
}

function Check() {
  const state = useLive<Pemeriksaan>('jejak');
  if (!state) return null;
  const { berjalan, terbaca, dari, selesai } = state;
  return (
    <section class="panel" aria-live="polite">
      <div class="saring">
        <h2>{say('Rantai', 'Chain')}</h2>
        <button type="button" disabled={berjalan} onClick={() => void attempt(() => ask('POST', '/jejak/periksa'))}>
          {say('Periksa rantai', 'Verify the chain')}
        </button>
      </div>
      {berjalan && (
        <>
          <progress max={Math.max(1, dari)} value={terbaca} aria-label={say('Pemeriksaan', 'Verification')} />{' '}
          {count(terbaca)} / {count(dari)}
        </>
      )}
      {selesai && !berjalan && <Outcome selesai={selesai} />}
      {!selesai && !berjalan && (
        <p class="redup">
          {say(
            'Setiap catatan terikat pada yang sebelumnya: yang diubah, dihapus, atau disisipkan ketahuan.',
            'Every record is bound to the one before: what is changed, removed or inserted is found.',
          )}
        </p>
      )}
    </section>
  );
}

function Outcome({ selesai }: { readonly selesai: NonNullable<Pemeriksaan['selesai']> }) {
  const { pada, oleh, catatan, rantai, putus, temuan, ujung } = selesai;
  return (
    <>
      <p class={putus === 0 ? 'utuh' : 'salah'}>
        {putus === 0
          ? say(
              `Utuh: ${count(catatan)} catatan pada ${count(rantai)} rantai.`,
              `Whole: ${count(catatan)} records on ${count(rantai)} chains.`,
            )
          : say(`${count(putus)} kejanggalan.`, `${count(putus)} findings.`)}
      </p>
      {temuan.length > 0 && (
        <ul>
          {temuan.map((one) => (
            <li key={one.id}>{language.value === 'id' ? one.id : one.en}</li>
          ))}
        </ul>
      )}
      <p class="redup">
        {moment(pada)} · {oleh}
        {ujung && (
          <>
            {' · '}
            {say('ujung rantai, catat di tempat lain', 'end of the chain, note it elsewhere')}: <code>{ujung}</code>
          </>
        )}
      </p>
    </>
  );
}
