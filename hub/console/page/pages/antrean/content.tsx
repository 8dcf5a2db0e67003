import { useSignal } from '@preact/signals';
import type { BarisIsi, IsiPesan, Pesan } from '../../../views/pesan.ts';
import { say } from '../../language.ts';
import { Loaded, useLoad } from '../../parts/load.tsx';
import { Table } from '../../parts/table.tsx';
import { Correction } from './correction.tsx';
import { valueWords } from './value.ts';

/** What a message carries. Looking at it is written down, so it is shown when somebody asks for it. */
export function Content({ pesan, corrected }: { readonly pesan: Pesan; readonly corrected: () => void }) {
  const shown = useSignal(false);
  return (
    <section>
      <h2>{say('Isi', 'Content')}</h2>
      {shown.value ? (
        <Shown key={pesan.berubahPada} {...{ pesan, corrected }} />
      ) : (
        <>
          <p class="redup">
            {say(
              'Isi ditampilkan tersamar: nama menjadi inisial, nomor tinggal tiga angka terakhir. Melihatnya tercatat di jejak audit.',
              'Content is shown masked: names become initials, numbers keep their last three digits. Looking is written into the audit.',
            )}
          </p>
          <button
            type="button"
            onClick={() => {
              shown.value = true;
            }}
          >
            {pesan.boleh.koreksi
              ? say('Lihat isi dan koreksi', 'Look at it and correct')
              : say('Lihat isi', 'Look at it')}
          </button>
        </>
      )}
    </section>
  );
}

function Shown({ pesan, corrected }: { readonly pesan: Pesan; readonly corrected: () => void }) {
  const load = useLoad<IsiPesan>(`/antrean/pesan/${pesan.id}/isi`);
  const correcting = useSignal(false);
  return (
    <Loaded load={load}>
      {({ isi, hasil, formulir }) => (
        <>
          {pesan.boleh.koreksi && formulir && (
            <div class="tombol">
              <button
                type="button"
                class="utama"
                onClick={() => {
                  correcting.value = true;
                }}
              >
                {say('Koreksi dan kirim ulang…', 'Correct and send again…')}
              </button>
            </div>
          )}
          <Rows caption={say('Isi pesan', 'Content of the message')} rows={isi} />
          {hasil.length > 0 && (
            <>
              <h3>{say('Yang diberikan tujuan', 'What the destination gave')}</h3>
              <Rows caption={say('Yang diberikan tujuan', 'What the destination gave')} rows={hasil} />
            </>
          )}
          {correcting.value && formulir && (
            <Correction
              pesan={pesan}
              fields={formulir}
              corrected={corrected}
              onClose={() => {
                correcting.value = false;
              }}
            />
          )}
        </>
      )}
    </Loaded>
  );
}

function Rows({ caption, rows }: { readonly caption: string; readonly rows: readonly BarisIsi[] }) {
  return (
    <Table<BarisIsi>
      caption={caption}
      rows={rows}
      keyOf={({ di }) => di}
      columns={[
        { head: say('Isian', 'Field'), cell: ({ di }) => <code>{di}</code> },
        { head: say('Nilai', 'Value'), cell: (row) => valueWords(row) },
        {
          head: say('Disamarkan', 'Masked'),
          cell: ({ samar }) => (samar ? <span class="tanda">{say('disamarkan', 'masked')}</span> : ''),
        },
      ]}
    />
  );
}
