import { useSignal } from '@preact/signals';
import type { AlamatLangganan, HasilUji } from '../../../views/langganan.ts';
import { ask } from '../../api.ts';
import { count, day, milliseconds } from '../../format.ts';
import { say } from '../../language.ts';
import { may } from '../../me.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Empty, Loaded, useLoad } from '../../parts/load.tsx';
import { Since } from '../../parts/since.tsx';
import { Tag } from '../../parts/tag.tsx';
import { attempt } from '../../parts/toast.tsx';
import { Deliveries } from './deliveries.tsx';

interface AddressesProps {
  readonly application: string;
  readonly active: boolean;
}

/** Where it is told of events. It registers its addresses itself; here they are looked after. */
export function Addresses({ application, active }: AddressesProps) {
  const load = useLoad<readonly AlamatLangganan[]>(`/aplikasi/${application}/langganan`);
  return (
    <Loaded load={load}>
      {(all) =>
        all.length === 0 ? (
          <Empty>
            {say(
              'Aplikasi ini belum mendaftarkan alamat (POST /v1/langganan). Peristiwanya dapat dibaca dari aliran (GET /v1/peristiwa).',
              'This application has registered no address (POST /v1/langganan). It can read its events from the feed (GET /v1/peristiwa).',
            )}
          </Empty>
        ) : (
          <ul class="alamat">
            {all.map((one) => (
              <li key={one.id} class="panel">
                <Address
                  one={one}
                  at={`/aplikasi/${application}/langganan/${one.id}`}
                  active={active}
                  reload={load.reload}
                />
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}

interface AddressProps {
  readonly one: AlamatLangganan;
  readonly at: string;
  readonly active: boolean;
  readonly reload: () => void;
}

function Address({ one, at, active, reload }: AddressProps) {
  const { alamat, jenis, keadaan, alasan, sejak, menunggu, dibuatPada } = one;
  const open = useSignal(false);
  return (
    <>
      <header class="kepala">
        <h3>
          <code>{alamat}</code>
        </h3>
        <StateOf keadaan={keadaan} />
      </header>
      {alasan && (
        <p>
          {alasan}
          {sejak && (
            <span class="redup">
              {' '}
              · <Since at={sejak} />
            </span>
          )}
        </p>
      )}
      <p class="redup">
        {say('Dikabari tentang', 'Told of')}:{' '}
        {jenis.includes('*') ? say('semua peristiwa', 'all events') : jenis.join(', ')} ·{' '}
        {say(`${count(menunggu)} menunggu`, `${count(menunggu)} waiting`)} · {say('sejak', 'since')} {day(dibuatPada)}
      </p>
      <div class="tombol">
        {may('operator') && active && <Trial at={at} />}
        <button
          type="button"
          aria-expanded={open.value}
          onClick={() => {
            open.value = !open.value;
          }}
        >
          {say('Catatan kiriman', 'Delivery log')}
        </button>
        {may('admin') && <Changes one={one} at={at} reload={reload} />}
      </div>
      {open.value && <Deliveries at={at} />}
    </>
  );
}

function StateOf({ keadaan }: Pick<AlamatLangganan, 'keadaan'>) {
  switch (keadaan) {
    case 'aktif':
      return <Tag tone="baik" words={say('Aktif', 'Active')} />;
    case 'tertahan':
      return <Tag tone="terganggu" words={say('Tertahan', 'Held')} />;
    case 'dijeda':
      return <Tag tone="dijeda" words={say('Dijeda', 'Paused')} />;
    default:
      return keadaan satisfies never;
  }
}

function Changes({ one: { keadaan, menunggu, alamat }, at, reload }: Omit<AddressProps, 'active'>) {
  const act = async (path: string, done: string, body?: unknown) => {
    await attempt(() => ask('POST', `${at}/${path}`, body), done);
    reload();
  };
  return (
    <>
      {keadaan === 'aktif' ? (
        <button
          type="button"
          onClick={() =>
            void act('jeda', say('Dijeda; peristiwanya menunggu', 'Paused; its events wait'), { alasan: '' })
          }
        >
          {say('Jeda', 'Pause')}
        </button>
      ) : (
        <button type="button" onClick={() => void act('buka', say('Dicoba lagi sekarang', 'Tried again now'))}>
          {say('Buka', 'Open')}
        </button>
      )}
      <Confirm
        label={say('Hapus', 'Remove')}
        title={say('Hapus alamat ini?', 'Remove this address?')}
        act={() => ask('DELETE', at)}
        done={say('Alamat dihapus', 'Address removed')}
        after={reload}
      >
        <p>
          {say(
            `${alamat} tidak dikabari lagi. ${count(menunggu)} peristiwa yang menunggu tidak dikirim; semuanya tetap ada dalam aliran aplikasi.`,
            `${alamat} is told nothing more. ${count(menunggu)} events that wait are not sent; all of them stay in the application's feed.`,
          )}
        </p>
      </Confirm>
    </>
  );
}

function Trial({ at }: { readonly at: string }) {
  const busy = useSignal(false);
  const came = useSignal<HasilUji | undefined>(undefined);
  async function go(): Promise<void> {
    busy.value = true;
    came.value = undefined;
    await attempt(async () => {
      came.value = await ask<HasilUji>('POST', `${at}/uji`);
    });
    busy.value = false;
  }
  return (
    <>
      <button type="button" disabled={busy.value} onClick={() => void go()}>
        {busy.value ? say('Mengirim…', 'Sending…') : say('Uji sekarang', 'Test now')}
      </button>
      <p role="status" class="hasil-uji">
        {came.value && <Outcome {...came.value} />}
      </p>
    </>
  );
}

function Outcome({ diterima, status, lamaMs, sebab }: HasilUji) {
  const took = milliseconds(lamaMs);
  if (diterima)
    return (
      <Tag
        tone="baik"
        words={say(`Peristiwa uji diterima: ${status} dalam ${took}`, `Test event taken: ${status} in ${took}`)}
      />
    );
  return (
    <Tag
      tone="mati"
      words={say(`Tidak diterima: alamat ini ${sebab} (${took})`, `Not taken, after ${took}: the address ${sebab}`)}
    />
  );
}
