import '../../style/aplikasi.css';
import { useSignal } from '@preact/signals';
import { useRoute } from 'preact-iso';
import type { Aplikasi, KunciBaru, PemakaianAplikasi } from '../../../views/aplikasi.ts';
import { ask } from '../../api.ts';
import { count, day } from '../../format.ts';
import { say } from '../../language.ts';
import { useLive } from '../../live.ts';
import { may } from '../../me.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Head } from '../../parts/head.tsx';
import { Loaded, useLoad } from '../../parts/load.tsx';
import { Since } from '../../parts/since.tsx';
import { Tag } from '../../parts/tag.tsx';
import { Addresses } from './addresses.tsx';
import { Credentials } from './credentials.tsx';
import { ChangeApplication } from './form.tsx';
import { ShownKey } from './key.tsx';
import { Services } from './services.tsx';

export function ApplicationPage() {
  const { params } = useRoute();
  const load = useLoad<Aplikasi>(`/aplikasi/${params.id}`);
  return <Loaded load={load}>{(application) => <Whole application={application} reload={load.reload} />}</Loaded>;
}

interface WholeProps {
  readonly application: Aplikasi;
  readonly reload: () => void;
}

function Whole({ application, reload }: WholeProps) {
  const { id, nama, dicabut, contoh, layanan } = application;
  const active = dicabut === null;
  return (
    <>
      <Head
        title={nama}
        about={
          contoh
            ? say(
                'Aplikasi contoh: dibuat lagi dengan kunci semula setiap kali Simpul mulai.',
                'The demo application: made anew with its first key whenever Simpul starts.',
              )
            : undefined
        }
      >
        {may('admin') && active && <Actions application={application} reload={reload} />}
      </Head>
      <Facts application={application} />
      <section>
        <h2>{say('Pemakaian', 'Use')}</h2>
        <Services all={layanan} reload={reload} />
      </section>
      <section>
        <h2>{say('Alamat webhook', 'Webhook addresses')}</h2>
        <Addresses application={id} active={active} />
      </section>
      <section>
        <h2>{say('Kredensial antarmuka lama', 'Credentials of old interfaces')}</h2>
        <Credentials application={id} active={active} />
      </section>
    </>
  );
}

function Facts({ application }: { readonly application: Aplikasi }) {
  const { id, cakupan, keperluan, batas, batasBaku, sejak, dicabut, menjawab } = application;
  const used = useLive<PemakaianAplikasi>('aplikasi')?.[id] ?? application.pemakaian;
  return (
    <section class="panel">
      <dl class="fakta">
        <dt>{say('Keadaan', 'State')}</dt>
        <dd>
          {dicabut === null ? (
            <Tag tone="baik" words={say('Aktif', 'Active')} />
          ) : (
            <>
              <Tag tone="mati" words={say('Dicabut', 'Revoked')} /> <Since at={dicabut} />
            </>
          )}
        </dd>
        <dt>{say('Nomor', 'Id')}</dt>
        <dd>
          <code>{id}</code>
        </dd>
        <dt>{say('Boleh', 'May')}</dt>
        <dd class="deret">
          {cakupan.map((one) => (
            <span key={one} class="tanda">
              {one}
            </span>
          ))}
        </dd>
        <dt>{say('Keperluan', 'Purposes')}</dt>
        <dd>{keperluan.join(', ')}</dd>
        <dt>{say('Batas', 'Limit')}</dt>
        <dd>
          {batas === null
            ? say(`${count(batasBaku)} per menit (baku)`, `${count(batasBaku)} a minute (default)`)
            : say(`${count(batas)} per menit`, `${count(batas)} a minute`)}
        </dd>
        <dt>{say('Sejak', 'Since')}</dt>
        <dd>{day(sejak)}</dd>
        <dt>{say('Terakhir dipakai', 'Last used')}</dt>
        <dd>{used.terakhir === null ? say('belum pernah', 'never') : <Since at={used.terakhir} />}</dd>
        <dt>{say('Hari ini', 'Today')}</dt>
        <dd>
          {say(
            `${count(used.hariIni.permintaan)} permintaan, ${count(used.hariIni.ditolak)} ditolak, ${count(used.hariIni.gagal)} gagal`,
            `${count(used.hariIni.permintaan)} requests, ${count(used.hariIni.ditolak)} refused, ${count(used.hariIni.gagal)} failed`,
          )}
        </dd>
        {menjawab.length > 0 && (
          <>
            <dt>{say('Menjawab pertanyaan', 'Answers questions of')}</dt>
            <dd>{menjawab.join(', ')}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

function Actions({ application, reload }: WholeProps) {
  const { id, nama } = application;
  const changing = useSignal(false);
  const fresh = useSignal<KunciBaru | undefined>(undefined);
  return (
    <>
      <button
        type="button"
        onClick={() => {
          changing.value = true;
        }}
      >
        {say('Ubah', 'Change')}
      </button>
      <Confirm
        label={say('Kunci baru', 'New key')}
        title={say(`Kunci baru untuk ${nama}?`, `A new key for ${nama}?`)}
        act={async () => {
          fresh.value = await ask<KunciBaru>('POST', `/aplikasi/${id}/kunci`);
        }}
        done={say('Kunci diganti', 'Key replaced')}
      >
        <p>
          {say(
            'Kunci yang sekarang berhenti berlaku saat itu juga: aplikasi ditolak sampai memakai kunci yang baru. Pesan yang sudah diterima tetap dikirim.',
            'The present key stops at that moment: the application is refused until it uses the new one. Messages that were accepted are still sent.',
          )}
        </p>
      </Confirm>
      <Confirm
        label={say('Cabut', 'Revoke')}
        title={say(`Cabut ${nama}?`, `Revoke ${nama}?`)}
        act={() => ask('POST', `/aplikasi/${id}/cabut`)}
        done={say('Aplikasi dicabut', 'The application is revoked')}
        after={reload}
      >
        <WhatStops application={application} />
      </Confirm>
      {changing.value && (
        <ChangeApplication
          application={application}
          close={() => {
            changing.value = false;
          }}
          changed={() => {
            changing.value = false;
            reload();
          }}
        />
      )}
      {fresh.value && (
        <ShownKey
          fresh={fresh.value}
          close={() => {
            fresh.value = undefined;
          }}
        />
      )}
    </>
  );
}

function WhatStops({ application: { menjawab, pemakaian } }: { readonly application: Aplikasi }) {
  return (
    <>
      <p>{say('Saat itu juga, dan tidak dapat dikembalikan:', 'At that moment, and for good:')}</p>
      <ul>
        <li>
          {say(
            `Kuncinya ditolak. Hari ini aplikasi ini sudah meminta ${count(pemakaian.hariIni.permintaan)} kali.`,
            `Its key is refused. It has asked ${count(pemakaian.hariIni.permintaan)} times today.`,
          )}
        </li>
        <li>{say('Kredensial antarmuka lamanya ditolak.', 'Its credentials of old interfaces are refused.')}</li>
        <li>{say('Peristiwa baru tidak dikabarkan lagi kepadanya.', 'It is told of no new events.')}</li>
        {menjawab.length > 0 && (
          <li>
            {say(
              `Pertanyaan dari ${menjawab.join(', ')} tidak dijawab siapa pun.`,
              `Nobody answers the questions of ${menjawab.join(', ')}.`,
            )}
          </li>
        )}
      </ul>
      <p>
        {say(
          'Pesan yang sudah diterima tetap dikirim, dan jejak auditnya tetap ada.',
          'Messages that were accepted are still sent, and the audit keeps what it did.',
        )}
      </p>
    </>
  );
}
