import { useSignal } from '@preact/signals';
import type { HalamanKiriman, Kiriman } from '../../../views/langganan.ts';
import { count, moment } from '../../format.ts';
import { say } from '../../language.ts';
import { Empty, Loaded, useLoad } from '../../parts/load.tsx';
import { Table } from '../../parts/table.tsx';
import { Tag } from '../../parts/tag.tsx';

/** What was sent to one address, the newest first. */
export function Deliveries({ at }: { readonly at: string }) {
  const before = useSignal<readonly number[]>([]);
  const cursor = before.value.at(-1);
  const load = useLoad<HalamanKiriman>(`${at}/kiriman${cursor === undefined ? '' : `?sebelum=${cursor}`}`);
  return (
    <Loaded load={load}>
      {({ kiriman, berikutnya }) =>
        kiriman.length === 0 && cursor === undefined ? (
          <Empty>{say('Belum ada yang dikirim ke alamat ini.', 'Nothing was sent to this address yet.')}</Empty>
        ) : (
          <>
            <List all={kiriman} />
            <div class="tombol akhir">
              <button type="button" onClick={load.reload}>
                {say('Muat ulang', 'Reload')}
              </button>
              {cursor !== undefined && (
                <button
                  type="button"
                  onClick={() => {
                    before.value = before.value.slice(0, -1);
                  }}
                >
                  {say('Lebih baru', 'Newer')}
                </button>
              )}
              {berikutnya !== null && (
                <button
                  type="button"
                  onClick={() => {
                    before.value = [...before.value, berikutnya];
                  }}
                >
                  {say('Lebih lama', 'Older')}
                </button>
              )}
            </div>
          </>
        )
      }
    </Loaded>
  );
}

function List({ all }: { readonly all: readonly Kiriman[] }) {
  return (
    <Table<Kiriman>
      caption={say('Catatan kiriman', 'Delivery log')}
      rows={all}
      keyOf={({ pesan }) => pesan}
      columns={[
        { head: say('Kapan', 'When'), cell: ({ pada }) => moment(pada) },
        { head: say('Peristiwa', 'Event'), cell: EventOf },
        { head: say('Keadaan', 'State'), cell: ({ keadaan }) => <StateOf keadaan={keadaan} /> },
        { head: say('Percobaan', 'Attempts'), number: true, cell: ({ percobaan }) => count(percobaan) },
        { head: say('Sampai', 'Arrived'), cell: ({ sampai }) => (sampai === null ? '–' : moment(sampai)) },
        { head: say('Masalah', 'Trouble'), cell: ({ masalah }) => masalah ?? '–' },
      ]}
    />
  );
}

function EventOf({ peristiwa }: Kiriman) {
  if (!peristiwa) return <>{say('tidak terbaca', 'not readable')}</>;
  return (
    <span>
      <code>{peristiwa.jenis}</code> <span class="redup">{peristiwa.perihal}</span>
    </span>
  );
}

function StateOf({ keadaan }: Pick<Kiriman, 'keadaan'>) {
  switch (keadaan) {
    case 'terkirim':
      return <Tag tone="baik" words={say('Terkirim', 'Delivered')} />;
    case 'menunggu':
      return <Tag tone="netral" words={say('Menunggu', 'Waiting')} />;
    case 'dikirim':
      return <Tag tone="netral" words={say('Sedang dikirim', 'Being sent')} />;
    default:
      return <Tag tone="terganggu" words={keadaan} />;
  }
}
