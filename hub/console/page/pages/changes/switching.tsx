import { useSignal } from '@preact/signals';
import type { Bayangan, Perbaikan, Pilihan, UjiOperasi } from '../../../views/perubahan.ts';
import { ask } from '../../api.ts';
import { count } from '../../format.ts';
import { say } from '../../language.ts';
import { Field, Select } from '../../parts/field.tsx';
import { Since } from '../../parts/since.tsx';
import { Table } from '../../parts/table.tsx';
import { attempt } from '../../parts/toast.tsx';
import { Stops } from './stops.tsx';
import { Trial } from './trial.tsx';

interface SwitchingProps {
  readonly path: string;
  readonly one: Perbaikan;
  readonly said: () => void;
}

/** Use another release, go back, keep one, or let one read along. */
export function Switching({ path, one, said }: SwitchingProps) {
  const { rilis, ada, dipatok, bayangan, riwayat } = one;
  const chosen = useSignal(ada.find(({ nama, halangan }) => nama !== rilis && halangan === null)?.nama ?? rilis);
  const reason = useSignal('');
  const trial = useSignal<readonly UjiOperasi[] | undefined>(undefined);
  const stops = useSignal(0);
  const act = async (work: () => Promise<unknown>, done: string) => {
    if (await attempt(work, done)) said();
  };

  async function use(paksa = false): Promise<void> {
    const sent = { rilis: chosen.value, alasan: reason.value, patok: dipatok, paksa };
    await attempt(async () => {
      const { berhenti } = await ask<{ berhenti: number }>('PUT', `${path}/rilis`, sent);
      stops.value = berhenti;
    });
    said();
  }
  const tryOut = () =>
    attempt(async () => {
      trial.value = await ask('GET', `${path}/uji?${new URLSearchParams({ rilis: chosen.value })}`);
    });
  const obstacle = ada.find(({ nama }) => nama === chosen.value)?.halangan;

  return (
    <section class="panel" aria-labelledby="ganti">
      <h2 id="ganti">{say('Rilis', 'Release')}</h2>
      <p>
        {say('Dipakai', 'In use')}: <strong>{rilis || '–'}</strong>{' '}
        {dipatok && <span class="tanda">{say('dipatok', 'pinned')}</span>}
      </p>
      <div class="ganti">
        <Select
          label={say('Rilis lain', 'Another release')}
          value={chosen.value}
          options={ada.map(({ nama, kota }) => [nama, `${nama}${kota ? say(' (milik kota)', " (the city's)") : ''}`])}
          hint={obstacle ?? undefined}
          onChange={(value) => {
            chosen.value = value;
            trial.value = undefined;
          }}
        />
        <Field
          label={say('Alasan', 'Reason')}
          value={reason.value}
          maxLength={200}
          onInput={({ currentTarget }) => {
            reason.value = currentTarget.value;
          }}
        />
      </div>
      <div class="tombol">
        <button type="button" onClick={() => void tryOut()}>
          {say('Uji rilis ini', 'Try this release')}
        </button>
        <button type="button" class="utama" disabled={Boolean(obstacle)} onClick={() => void use()}>
          {say('Pakai rilis ini', 'Use this release')}
        </button>
        {chosen.value !== rilis && (
          <button
            type="button"
            onClick={() =>
              void act(
                () => ask('PUT', `${path}/bayangan`, { rilis: chosen.value }),
                say('Ikut membaca', 'Reads along'),
              )
            }
          >
            {say('Biarkan ikut membaca', 'Let it read along')}
          </button>
        )}
        {riwayat.length > 0 && (
          <button
            type="button"
            onClick={() => void act(() => ask('POST', `${path}/mundur`), say('Kembali ke sebelumnya', 'Gone back'))}
          >
            {say('Mundur', 'Roll back')}
          </button>
        )}
        <button
          type="button"
          onClick={() =>
            void act(
              () => ask('PUT', `${path}/patok`, { patok: !dipatok, alasan: reason.value }),
              dipatok ? say('Patokan dilepas', 'Unpinned') : say('Dipatok', 'Pinned'),
            )
          }
        >
          {dipatok ? say('Lepas patokan', 'Unpin') : say('Patok', 'Pin')}
        </button>
      </div>
      {trial.value && <Trial trials={trial.value} />}
      {bayangan && (
        <ShadowResult
          bayangan={bayangan}
          stop={() =>
            void act(
              () => ask('PUT', `${path}/bayangan`, { rilis: null }),
              say('Tidak ikut membaca lagi', 'Reads no more'),
            )
          }
        />
      )}
      {riwayat.length > 0 && <History riwayat={riwayat} />}
      {stops.value > 0 && (
        <Stops
          stops={stops.value}
          force={() => void use(true)}
          onClose={() => {
            stops.value = 0;
          }}
        />
      )}
    </section>
  );
}

function ShadowResult({ bayangan, stop }: { readonly bayangan: Bayangan; readonly stop: () => void }) {
  const { rilis, sejak, dibaca, sama, beda, tidakCocok, ditanyaLain, dilewati, di } = bayangan;
  return (
    <>
      <h3>{say(`${rilis} ikut membaca`, `${rilis} reads along`)}</h3>
      <p>
        <Since at={sejak} />: {count(dibaca)} {say('dibaca', 'read')}, {count(sama)} {say('sama', 'alike')},{' '}
        {count(beda)} {say('beda', 'otherwise')}, {count(tidakCocok)} {say('tidak cocok', 'did not fit')},{' '}
        {count(ditanyaLain)} {say('ditanyakan lain', 'asked otherwise')}, {count(dilewati)}{' '}
        {say('dilewati', 'left out')}
      </p>
      {di.length > 0 && (
        <p class="redup">
          {say('Berbeda di', 'Disagrees in')}: {di.map(({ field, jumlah }) => `${field} (${count(jumlah)})`).join(', ')}
        </p>
      )}
      <button type="button" onClick={stop}>
        {say('Hentikan', 'Stop')}
      </button>
    </>
  );
}

function History({ riwayat }: { readonly riwayat: readonly Pilihan[] }) {
  return (
    <details>
      <summary>{say('Riwayat pilihan', 'History of choices')}</summary>
      <Table<Pilihan>
        caption={say('Riwayat pilihan', 'History of choices')}
        rows={riwayat}
        keyOf={({ sejak, rilis, dipatok }) => `${sejak} ${rilis} ${dipatok}`}
        columns={[
          { head: say('Sejak', 'Since'), cell: ({ sejak }) => <Since at={sejak} /> },
          {
            head: say('Rilis', 'Release'),
            cell: ({ rilis, dipatok }) =>
              `${rilis || say('konfigurasi', 'configuration')}${dipatok ? say(' (dipatok)', ' (pinned)') : ''}`,
          },
          { head: say('Oleh', 'By'), cell: ({ oleh }) => oleh },
          { head: say('Alasan', 'Reason'), cell: ({ sebab }) => sebab || '–' },
        ]}
      />
    </details>
  );
}
