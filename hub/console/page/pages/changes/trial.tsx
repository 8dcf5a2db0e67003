import type { PerubahanField, UjiOperasi } from '../../../views/perubahan.ts';
import { count } from '../../format.ts';
import { say } from '../../language.ts';
import { Empty } from '../../parts/load.tsx';
import { type Column, Table } from '../../parts/table.tsx';

/** What would be otherwise, field by field; nothing was sent and nothing is switched. */
export function Trial({ trials, examples }: { readonly trials: readonly UjiOperasi[]; readonly examples?: number }) {
  const read = trials.filter(({ kosong }) => kosong === null);
  return (
    <div class="uji" role="status">
      {trials.length === 0 && (
        <Empty>{say('Tidak ada operasi yang berubah.', 'No operation would be otherwise.')}</Empty>
      )}
      {trials.map((one) => (
        <Summary key={one.operasi} {...one} />
      ))}
      {examples !== undefined && (
        <p class="redup">
          {say(
            `${count(examples)} contoh di dalam pemetaan cocok.`,
            `${count(examples)} examples in the mappings hold.`,
          )}
        </p>
      )}
      {read.some(({ perubahan }) => perubahan.length > 0) && <Changes trials={read} />}
    </div>
  );
}

function Summary(trial: UjiOperasi) {
  const { operasi, kosong, jawaban, berhenti } = trial;
  return (
    <p class={berhenti > 0 ? 'salah' : ''}>
      <code>{operasi}</code>{' '}
      {kosong === 'belum-ada'
        ? say(
            'belum ada jawaban yang disimpan; hanya contoh yang bicara',
            'no answer was kept yet; only examples can tell',
          )
        : kosong === 'tidak-boleh-disimpan'
          ? say('jawaban tidak boleh disimpan menurut perjanjian', 'no answer may be kept, by agreement')
          : `${say('dari', 'of')} ${count(jawaban)} ${say('jawaban', 'answers')}: ${countsOf(trial)}`}
    </p>
  );
}

function countsOf({ sama, beda, mulai, berhenti, tidakCocok, ditanyaLain }: UjiOperasi): string {
  const told: readonly (readonly [number, string])[] = [
    [sama, say('terbaca sama', 'read alike')],
    [mulai, say('mulai cocok', 'start to fit')],
    [beda, say('menjadi nilai lain', 'become another value')],
    [berhenti, say('BERHENTI cocok', 'STOP to fit')],
    [tidakCocok, say('tetap tidak cocok', 'fit neither')],
    [ditanyaLain, say('ditanyakan dengan cara lain', 'would be asked otherwise')],
  ];
  return told
    .filter(([number]) => number > 0)
    .map(([number, words]) => `${count(number)} ${words}`)
    .join(', ');
}

interface Row extends PerubahanField {
  readonly operasi: string;
}

function Changes({ trials }: { readonly trials: readonly UjiOperasi[] }) {
  const rows = trials.flatMap(({ operasi, perubahan }) => perubahan.map((one): Row => ({ operasi, ...one })));
  const columns: readonly Column<Row>[] = [
    { head: say('Operasi', 'Operation'), cell: ({ operasi }) => <code>{operasi}</code> },
    { head: say('Akibat', 'Effect'), cell: ({ jenis }) => effectWords(jenis) },
    { head: say('Field', 'Field'), cell: ({ field }) => <code>{field}</code> },
    { head: say('Jawaban', 'Answers'), number: true, cell: ({ jawaban }) => count(jawaban) },
    { head: say('Hari ini', 'Today'), cell: ({ dari }) => dari },
    { head: say('Nanti', 'Then'), cell: ({ ke }) => ke },
  ];
  return (
    <Table<Row>
      caption={say('Yang akan berubah', 'What would be otherwise')}
      rows={rows}
      keyOf={({ operasi, jenis, field }) => `${operasi} ${jenis} ${field}`}
      columns={columns}
    />
  );
}

function effectWords(kind: PerubahanField['jenis']): string {
  switch (kind) {
    case 'field':
      return say('nilai lain', 'another value');
    case 'verdict':
      return say('arti lain', 'another meaning');
    case 'starts':
      return say('mulai cocok', 'starts to fit');
    case 'stops':
      return say('BERHENTI cocok', 'STOPS to fit');
    case 'unfit':
      return say('tidak cocok', 'does not fit');
    case 'asked':
      return say('ditanyakan lain', 'asked otherwise');
    default:
      return kind satisfies never;
  }
}
