import { useSignal } from '@preact/signals';
import { Suspense } from 'preact/compat';
import { lazy, useRoute } from 'preact-iso';
import type { HasilPeriksa, Konektor, Operasi, Rentang, Setelan } from '../../views/konektor.ts';
import { ask } from '../api.ts';
import { count, milliseconds, percent } from '../format.ts';
import { say } from '../language.ts';
import { useLive } from '../live.ts';
import { may } from '../me.ts';
import { Choice } from '../parts/choice.tsx';
import { Head } from '../parts/head.tsx';
import { KartuInstansi } from '../parts/kartu.tsx';
import { Empty, Loaded, useLoad } from '../parts/load.tsx';
import { Since } from '../parts/since.tsx';
import { State } from '../parts/state.tsx';
import { Table } from '../parts/table.tsx';
import { attempt, tell } from '../parts/toast.tsx';
import { Breaker } from './breaker.tsx';

const Charts = lazy(() => import('./connector-charts.tsx').then(({ ConnectorCharts }) => ConnectorCharts));

export function ConnectorPage() {
  const { params } = useRoute();
  const all = useLive<readonly Konektor[]>('konektor');
  const one = all?.find(({ kartu }) => kartu.instansi === params.instance);
  return (
    <>
      <Head title={params.instance ?? ''} about={one?.kartu.konektor ?? ''}>
        {one && may('operator') && <ProbeNow instance={one.kartu.instansi} />}
      </Head>
      {one ? <Whole {...one} /> : all ? <Unknown /> : <p class="memuat">{say('Memuat…', 'Loading…')}</p>}
    </>
  );
}

function Unknown() {
  return <Empty>{say('Tidak ada konektor dengan nama ini.', 'There is no connector of this name.')}</Empty>;
}

function Whole({ kartu, operasi, layanan }: Konektor) {
  return (
    <>
      <section class="kisi satu">
        <h2 class="tersembunyi">{say('Sekarang', 'Now')}</h2>
        <KartuInstansi kartu={kartu} />
      </section>
      <ChartSection instance={kartu.instansi} operations={operasi.map(({ nama }) => nama)} />
      <section>
        <h2>{say('Operasi', 'Operations')}</h2>
        <Operations instance={kartu.instansi} operasi={operasi} />
      </section>
      <section>
        <h2>{say('Layanan di atasnya', 'Services on it')}</h2>
        <p>{layanan.join(', ') || '–'}</p>
      </section>
      {may('operator') && <Settings instance={kartu.instansi} />}
    </>
  );
}

function ChartSection({ instance, operations }: { readonly instance: string; readonly operations: readonly string[] }) {
  const span = useSignal<Rentang>('1h');
  const operation = useSignal('');
  return (
    <section>
      <div class="saring">
        <h2>{say('Grafik', 'Charts')}</h2>
        <Choice<Rentang>
          label={say('Rentang', 'Span')}
          chosen={span.value}
          options={spans()}
          choose={(one) => {
            span.value = one;
          }}
        />
        <select
          aria-label={say('Operasi', 'Operation')}
          onChange={({ currentTarget }) => {
            operation.value = currentTarget.value;
          }}
        >
          <option value="">{say('semua operasi', 'all operations')}</option>
          {operations.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      </div>
      <Suspense fallback={<p class="memuat">{say('Memuat…', 'Loading…')}</p>}>
        <Charts instance={instance} operation={operation.value} span={span.value} />
      </Suspense>
    </section>
  );
}

function spans(): readonly (readonly [Rentang, string])[] {
  return [
    ['1h', say('1 jam', '1 h')],
    ['24h', say('24 jam', '24 h')],
    ['7d', say('7 hari', '7 d')],
    ['30d', say('30 hari', '30 d')],
    ['1y', say('1 tahun', '1 y')],
  ];
}

function Operations({ instance, operasi }: { readonly instance: string; readonly operasi: readonly Operasi[] }) {
  return (
    <Table<Operasi>
      caption={say('Operasi', 'Operations')}
      rows={operasi}
      keyOf={({ nama }) => nama}
      columns={[
        { head: say('Operasi', 'Operation'), cell: ({ nama }) => <code>{nama}</code> },
        { head: say('Keadaan', 'State'), cell: (one) => <StateOf {...one} /> },
        { head: say('Rilis', 'Release'), cell: (one) => <Release {...one} /> },
        {
          head: say('Pemutus', 'Breaker'),
          cell: (operation) => <Breaker instance={instance} operation={operation} />,
        },
        {
          head: say('Panggilan 15 mnt', 'Calls 15 min'),
          number: true,
          cell: ({ jendela }) => count(jendela[2]?.panggilan ?? 0),
        },
        {
          head: say('Gagal 5 mnt', 'Failed 5 min'),
          number: true,
          cell: ({ jendela }) => percent(jendela[1]?.bagianGagal),
        },
        { head: 'p50', number: true, cell: ({ jendela }) => milliseconds(jendela[1]?.p50) },
        { head: 'p95', number: true, cell: ({ jendela }) => milliseconds(jendela[1]?.p95) },
        { head: say('Sisa kuota', 'Quota left'), number: true, cell: ({ sisaKuota }) => count(sisaKuota) },
      ]}
    />
  );
}

function StateOf({ keadaan, alasan, tertahan }: Operasi) {
  return (
    <>
      <State keadaan={keadaan} /> {keadaan !== 'tidak dipakai' && <span class="redup">{alasan}</span>}
      {tertahan && (
        <span class="redup">
          {' '}
          {say('ditahan', 'held')}: {tertahan.alasan}, <Since at={tertahan.sejak} />;{' '}
          {say('dicoba lagi', 'tried again')} <Since at={tertahan.sampai} />
        </span>
      )}
    </>
  );
}

function Release({ rilis, kandidat, dipatok }: Operasi) {
  const others = kandidat.filter((one) => one !== rilis);
  return (
    <>
      {rilis || '–'} {dipatok && <span class="tanda">{say('dipatok', 'pinned')}</span>}
      {others.length > 0 && (
        <span class="redup">
          {' '}
          {say('calon lain', 'other candidates')}: {others.join(', ')}
        </span>
      )}
    </>
  );
}

function Settings({ instance }: { readonly instance: string }) {
  const load = useLoad<readonly Setelan[]>(`/konektor/${instance}/setelan`);
  return (
    <section>
      <h2>{say('Setelan dan kredensial', 'Settings and credentials')}</h2>
      <Loaded load={load}>
        {(settings) => (
          <Table<Setelan>
            caption={say('Setelan', 'Settings')}
            rows={settings}
            keyOf={({ nama }) => nama}
            columns={[
              { head: say('Setelan', 'Setting'), cell: ({ nama }) => <code>{nama}</code> },
              { head: say('Nilai', 'Value'), cell: ({ nilai }) => <Value nilai={nilai} /> },
            ]}
          />
        )}
      </Loaded>
    </section>
  );
}

/** Nobody sees a secret, whoever they are. */
function Value({ nilai }: { readonly nilai: string }) {
  if (nilai === '[set]') return <span class="tanda">{say('rahasia, terisi', 'secret, set')}</span>;
  if (nilai === '[missing]') return <span class="redup">{say('tidak diisi', 'not set')}</span>;
  return <>{nilai}</>;
}

/** Asks something harmless now. */
function ProbeNow({ instance }: { readonly instance: string }) {
  const busy = useSignal(false);
  async function probe(): Promise<void> {
    busy.value = true;
    await attempt(async () => {
      const results = await ask<readonly HasilPeriksa[]>('POST', `/konektor/${instance}/periksa`);
      for (const { operasi, kata, putusan } of results) tell(`${operasi}: ${kata}`, !GOOD.includes(putusan));
    });
    busy.value = false;
  }
  return (
    <button type="button" disabled={busy.value} onClick={() => void probe()}>
      {say('Periksa sekarang', 'Probe now')}
    </button>
  );
}

const GOOD = ['found', 'absent', 'refused'];
