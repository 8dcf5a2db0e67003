import type { Jalur } from '../../../views/jalur.ts';
import type { KeadaanPesan, PilihanSaringan, SaringanPesan } from '../../../views/pesan.ts';
import { say } from '../../language.ts';
import { Field, Select } from '../../parts/field.tsx';
import { useLoad } from '../../parts/load.tsx';
import { laneName, messageStateWords } from './words.ts';

export interface Asked extends SaringanPesan {
  readonly id?: string;
}

const STATES: readonly KeadaanPesan[] = ['ditolak', 'tidak-pasti', 'menunggu', 'dikirim', 'terkirim', 'dibatalkan'];

interface FiltersProps {
  readonly asked: Asked;
  readonly lanes: readonly Jalur[];
  readonly change: (changes: Readonly<Record<string, string>>) => void;
}

export function Filters({ asked, lanes, change }: FiltersProps) {
  const { value } = useLoad<PilihanSaringan>('/antrean/saringan');
  const all: readonly [string, string] = ['', say('semua', 'all')];
  return (
    <form
      class="saringan"
      onSubmit={(event) => {
        event.preventDefault();
        change({ id: String(new FormData(event.currentTarget as HTMLFormElement).get('id') ?? '').trim() });
      }}
    >
      <Select
        label={say('Keadaan', 'State')}
        value={asked.keadaan ?? ''}
        onChange={(keadaan) => change({ keadaan, sebab: '' })}
        options={[all, ...STATES.map((one): [string, string] => [one, messageStateWords(one)])]}
      />
      <Select
        label={say('Jalur', 'Lane')}
        value={asked.jalur ?? ''}
        onChange={(jalur) => change({ jalur, sebab: '' })}
        options={[all, ...lanes.map((lane): [string, string] => [lane.nama, titleOf(lane)])]}
      />
      <Select
        label={say('Layanan', 'Service')}
        value={asked.layanan ?? ''}
        onChange={(layanan) => change({ layanan, sebab: '' })}
        options={[all, ...(value?.layanan ?? []).map((one): [string, string] => [one, one])]}
      />
      <Select
        label={say('Aplikasi', 'Application')}
        value={asked.aplikasi ?? ''}
        onChange={(aplikasi) => change({ aplikasi, sebab: '' })}
        options={[all, ...(value?.aplikasi ?? []).map(({ id, nama }): [string, string] => [id, nama])]}
      />
      <Field label={say('Nomor pesan', 'Message id')} name="id" placeholder="psn_…" value={asked.id ?? ''} />
      <button type="submit">{say('Cari nomor', 'Find id')}</button>
    </form>
  );
}

function titleOf({ jenis, nama, instansi, operasi }: Jalur): string {
  return jenis === 'hulu' ? laneName(nama) : `${say('kabar ke', 'events to')} ${instansi} · ${operasi}`;
}
