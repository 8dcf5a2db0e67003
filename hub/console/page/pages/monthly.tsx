import '../style/bulanan.css';
import { useSignal } from '@preact/signals';
import type { BarisHulu, BarisLayanan, LaporanBulanan } from '../../views/bulanan.ts';
import { fileUrl } from '../api.ts';
import { count, milliseconds, moment } from '../format.ts';
import { language, say } from '../language.ts';
import { Big } from '../parts/big.tsx';
import { Head } from '../parts/head.tsx';
import { Empty, Loaded, useLoad } from '../parts/load.tsx';
import { Table } from '../parts/table.tsx';

export function MonthlyPage() {
  const month = useSignal(thisMonth());
  const load = useLoad<LaporanBulanan>(`/bulanan/${month.value}`);
  return (
    <>
      <Head
        title={say('Laporan bulanan', 'Monthly report')}
        about={say(
          'Ketersediaan menurut aplikasi, di samping ketersediaan hulunya.',
          'Availability as applications experienced it, beside that of the upstreams.',
        )}
      >
        <label>
          <span class="tersembunyi">{say('Bulan', 'Month')}</span>
          <input
            type="month"
            value={month.value}
            max={thisMonth()}
            onChange={({ currentTarget }) => {
              if (currentTarget.value) month.value = currentTarget.value;
            }}
          />
        </label>
        <a class="tombol-tautan" href={fileUrl(`/bulanan/${month.value}/pdf`)} download>
          PDF
        </a>
        <a class="tombol-tautan" href={fileUrl(`/bulanan/${month.value}/csv`)} download>
          CSV
        </a>
      </Head>
      <Loaded load={load}>{(report) => <Whole {...report} />}</Loaded>
    </>
  );
}

/** In the city's time. */
function thisMonth(): string {
  return new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 7);
}

function percent(value: number | null): string {
  if (value === null) return '–';
  const locale = language.value === 'id' ? 'id-ID' : 'en-GB';
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(value)} %`;
}

function Whole({ total, catatan, layanan, hulu, harian, gangguanTerlama, sebelumnya }: LaporanBulanan) {
  return (
    <>
      {catatan.map(({ kode, teks }) => (
        <p key={kode} class="catatan">
          {teks}
        </p>
      ))}
      <dl class="angka-besar">
        <Big
          name={say('Aplikasi terjawab', 'Applications answered')}
          value={percent(total.aplikasi.tersediaPersen)}
          note={
            sebelumnya &&
            say(
              `bulan lalu ${percent(sebelumnya.total.aplikasi.tersediaPersen)}`,
              `month before ${percent(sebelumnya.total.aplikasi.tersediaPersen)}`,
            )
          }
        />
        <Big
          name={say('Hulu tersedia', 'Upstreams available')}
          value={percent(total.hulu.tersediaPersen)}
          note={
            sebelumnya &&
            say(
              `bulan lalu ${percent(sebelumnya.total.hulu.tersediaPersen)}`,
              `month before ${percent(sebelumnya.total.hulu.tersediaPersen)}`,
            )
          }
        />
        <Big
          name={say('Terjawab walau hulu mati', 'Answered although the upstream was out')}
          value={count(total.nilaiHub.jawabanWalauHuluMati)}
        />
        <Big name={say('Permintaan', 'Requests')} value={count(total.aplikasi.permintaan)} />
      </dl>
      <Days harian={harian} />
      <section>
        <h2>{say('Layanan', 'Services')}</h2>
        <Services rows={layanan.filter(({ permintaan, ditolak }) => permintaan + ditolak > 0)} />
      </section>
      <section>
        <h2>{say('Hulu', 'Upstreams')}</h2>
        <Upstreams rows={hulu} />
      </section>
      <section>
        <h2>{say('Gangguan terlama', 'Longest outages')}</h2>
        {gangguanTerlama.length === 0 ? (
          <Empty>{say('Tidak ada gangguan.', 'No outage.')}</Empty>
        ) : (
          <Outages rows={gangguanTerlama} />
        )}
      </section>
    </>
  );
}

/** A strip for each of the two availabilities, a bar a day. */
function Days({ harian }: Pick<LaporanBulanan, 'harian'>) {
  const strips = [
    [say('aplikasi', 'applications'), harian.map(({ aplikasi }) => aplikasi.tersediaPersen)],
    [say('hulu', 'upstreams'), harian.map(({ hulu }) => hulu.tersediaPersen)],
  ] as const;
  return (
    <figure class="hari-hari">
      <figcaption>{say('Per hari', 'Day by day')}</figcaption>
      {strips.map(([name, values]) => (
        <div key={name} class="hari">
          <span class="redup">{name}</span>
          <ul>
            {harian.map(({ tanggal }, place) => (
              <li
                key={tanggal}
                class={shade(values[place] ?? null)}
                title={`${tanggal}: ${percent(values[place] ?? null)}`}
              >
                <span class="tersembunyi">{`${tanggal}: ${percent(values[place] ?? null)}`}</span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </figure>
  );
}

function shade(value: number | null): string {
  if (value === null) return 'kosong-hari';
  if (value >= 99.5) return 'baik';
  return value >= 95 ? 'terganggu' : 'mati';
}

function Services({ rows }: { readonly rows: readonly BarisLayanan[] }) {
  if (rows.length === 0) return <Empty>{say('Belum ada permintaan bulan ini.', 'No request in this month.')}</Empty>;
  return (
    <Table<BarisLayanan>
      caption={say('Layanan', 'Services')}
      rows={rows}
      keyOf={({ nama }) => nama}
      columns={[
        { head: say('Layanan', 'Service'), cell: ({ judul, nama }) => <span title={nama}>{judul}</span> },
        { head: say('Terjawab', 'Answered'), number: true, cell: ({ tersediaPersen }) => percent(tersediaPersen) },
        {
          head: say('Hulunya', 'Its upstream'),
          number: true,
          cell: ({ hulu }) => percent(hulu?.tersediaPersen ?? null),
        },
        { head: say('Permintaan', 'Requests'), number: true, cell: ({ permintaan }) => count(permintaan) },
        { head: say('Segar', 'Fresh'), number: true, cell: ({ segar }) => count(segar) },
        { head: say('Usang', 'Stale'), number: true, cell: ({ usang }) => count(usang) },
        { head: say('Diterima', 'Accepted'), number: true, cell: ({ diterima }) => count(diterima) },
        { head: say('Gagal', 'Failed'), number: true, cell: ({ gagal }) => count(gagal) },
        { head: 'p95', number: true, cell: ({ p95Ms }) => milliseconds(p95Ms) },
      ]}
    />
  );
}

function Upstreams({ rows }: { readonly rows: readonly BarisHulu[] }) {
  return (
    <Table<BarisHulu>
      caption={say('Hulu', 'Upstreams')}
      rows={rows}
      keyOf={({ nama }) => nama}
      columns={[
        { head: say('Hulu', 'Upstream'), cell: ({ nama }) => <a href={`/console/konektor/${nama}`}>{nama}</a> },
        { head: say('Tersedia', 'Available'), number: true, cell: ({ tersediaPersen }) => percent(tersediaPersen) },
        { head: say('Panggilan', 'Calls'), number: true, cell: ({ panggilan }) => count(panggilan) },
        { head: say('Menit mati', 'Minutes down'), number: true, cell: ({ menitMati }) => count(menitMati) },
        { head: say('Gangguan', 'Outages'), number: true, cell: ({ gangguan }) => count(gangguan) },
        { head: 'p95', number: true, cell: ({ p95Ms }) => milliseconds(p95Ms) },
        {
          head: say('Pemeliharaan', 'Maintenance'),
          cell: ({ pemeliharaan }) => pemeliharaan.map(({ catatan }) => catatan).join('; ') || '–',
        },
      ]}
    />
  );
}

function Outages({ rows }: { readonly rows: LaporanBulanan['gangguanTerlama'] }) {
  return (
    <Table
      caption={say('Gangguan terlama', 'Longest outages')}
      rows={rows}
      keyOf={({ hulu, dari }) => `${hulu} ${dari}`}
      columns={[
        { head: say('Hulu', 'Upstream'), cell: ({ hulu }) => hulu },
        { head: say('Sebab', 'Cause'), cell: ({ sebab }) => sebab.join('; ') },
        { head: say('Dari', 'From'), cell: ({ dari }) => moment(dari) },
        {
          head: say('Sampai', 'To'),
          cell: ({ sampai }) => (sampai ? moment(sampai) : say('masih berlangsung', 'goes on')),
        },
        { head: say('Menit', 'Minutes'), number: true, cell: ({ menit }) => count(menit) },
        { head: say('Layanan', 'Services'), cell: ({ layanan }) => layanan.join(', ') || '–' },
      ]}
    />
  );
}
