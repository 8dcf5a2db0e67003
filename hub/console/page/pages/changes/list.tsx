import '../../style/perubahan.css';
import type { LaporanDrift, Perubahan, RilisDipakai } from '../../../views/perubahan.ts';
import { count } from '../../format.ts';
import { say } from '../../language.ts';
import { useLive } from '../../live.ts';
import { may } from '../../me.ts';
import { Head } from '../../parts/head.tsx';
import { Empty } from '../../parts/load.tsx';
import { Since } from '../../parts/since.tsx';
import { type Column, Table } from '../../parts/table.tsx';
import { Reports } from './reports.tsx';

export function mendingPath(instance: string, operation: string): string {
  return `/console/perubahan/${instance}/${operation}`;
}

/** What upstreams changed, and what each operation is asked with. */
export function ChangesPage() {
  const all = useLive<Perubahan>('perubahan');
  return (
    <>
      <Head
        title={say('Perubahan', 'Changes')}
        about={say(
          'Jawaban hulu yang tidak lagi cocok dengan pemetaannya, dan rilis yang dipakai tiap operasi.',
          'Answers of upstreams that no longer fit their mapping, and the release each operation is asked with.',
        )}
      />
      {all ? <Whole {...all} /> : <p class="memuat">{say('Memuat…', 'Loading…')}</p>}
    </>
  );
}

function Whole({ laporan, rilis, berubah }: Perubahan) {
  const [breaking, additive] = [laporan.filter(isBreaking), laporan.filter((one) => !isBreaking(one))];
  return (
    <>
      <section aria-labelledby="berubah">
        <h2 id="berubah">{say('Berubah sekarang', 'Changed now')}</h2>
        {berubah.length === 0 ? (
          <Empty>
            {say(
              'Semua jawaban cocok dengan salah satu rilis. Bila hulu mengubah formatnya, operasi itu tampil di sini.',
              'Every answer fits a release. An operation whose upstream changes its format stands here.',
            )}
          </Empty>
        ) : (
          <ul class="berubah">
            {berubah.map((name) => (
              <Changed key={name} name={name} reports={breaking} />
            ))}
          </ul>
        )}
      </section>
      <section aria-labelledby="tidak-cocok">
        <h2 id="tidak-cocok">{say('Tidak cocok', 'Does not fit')}</h2>
        {breaking.length === 0 ? (
          <Empty>{say('Belum pernah ada.', 'Nothing so far.')}</Empty>
        ) : (
          <Reports reports={breaking} withOperation />
        )}
        {additive.length > 0 && (
          <details>
            <summary>
              {say(
                `${additive.length} hal baru yang tidak mengganggu`,
                `${additive.length} new things that do no harm`,
              )}
            </summary>
            <Reports reports={additive} withOperation />
          </details>
        )}
      </section>
      <section aria-labelledby="rilis">
        <h2 id="rilis">{say('Rilis yang dipakai', 'Releases in use')}</h2>
        <ReleasesInUse rilis={rilis} />
      </section>
    </>
  );
}

function isBreaking({ jenis }: LaporanDrift): boolean {
  return jenis === 'merusak';
}

function Changed({ name, reports }: { readonly name: string; readonly reports: readonly LaporanDrift[] }) {
  const [instance = '', operation = ''] = name.split(' ');
  const [first] = reports.filter(({ instansi, operasi }) => instansi === instance && operasi === operation);
  return (
    <li>
      <div>
        <strong>{instance}</strong> · {operation}
        {first && (
          <span class="redup">
            {' '}
            <code>{first.di}</code>: {say('seharusnya', 'expected')} {first.diharapkan}, {say('yang datang', 'came')}{' '}
            {first.didapat}, <Since at={first.terakhir} />
          </span>
        )}
      </div>
      {may('operator') && (
        <a
          class="tombol-tautan"
          href={mendingPath(instance, operation)}
          aria-label={say(`Perbaiki ${name}`, `Mend ${name}`)}
        >
          {say('Perbaiki', 'Mend')}
        </a>
      )}
    </li>
  );
}

/** What nobody has said a word about is as the configuration has it: it is there for whoever looks for it. */
function ReleasesInUse({ rilis }: { readonly rilis: readonly RilisDipakai[] }) {
  const [said, rest] = [rilis.filter(isSaid), rilis.filter((one) => !isSaid(one))];
  return (
    <>
      {said.length > 0 ? (
        <ReleaseTable caption={say('Rilis yang dipilih', 'Releases that were chosen')} rilis={said} />
      ) : (
        <Empty>{say('Semua menurut konfigurasi.', 'All as the configuration has it.')}</Empty>
      )}
      <details>
        <summary>
          {say(`${rest.length} operasi menurut konfigurasi`, `${rest.length} operations as the configuration has them`)}
        </summary>
        <ReleaseTable caption={say('Rilis menurut konfigurasi', 'Releases by the configuration')} rilis={rest} />
      </details>
    </>
  );
}

function isSaid({ dipilih, dipatok, bayangan }: RilisDipakai): boolean {
  return dipilih !== null || dipatok || bayangan !== null;
}

function ReleaseTable({ caption, rilis }: { readonly caption: string; readonly rilis: readonly RilisDipakai[] }) {
  const columns: readonly Column<RilisDipakai>[] = [
    { head: say('Instansi', 'Instance'), cell: ({ instansi }) => <strong>{instansi}</strong> },
    { head: say('Operasi', 'Operation'), cell: (one) => <Operation {...one} /> },
    { head: say('Rilis', 'Release'), cell: (one) => <InUse {...one} /> },
    { head: say('Dipilih', 'Chosen'), cell: (one) => <Chosen {...one} /> },
    {
      head: say('Calon lain', 'Others'),
      cell: ({ calon, rilis: used }) => calon.filter((one) => one !== used).join(', ') || '–',
    },
    { head: say('Ikut membaca', 'Reads along'), cell: (one) => <Shadow {...one} /> },
  ];
  return (
    <Table<RilisDipakai>
      caption={caption}
      rows={rilis}
      keyOf={({ instansi, operasi }) => `${instansi} ${operasi}`}
      columns={columns}
    />
  );
}

function Operation({ instansi, operasi }: RilisDipakai) {
  if (!may('operator')) return <code>{operasi}</code>;
  return (
    <a href={mendingPath(instansi, operasi)}>
      <code>{operasi}</code>
    </a>
  );
}

function InUse({ rilis, dipatok }: RilisDipakai) {
  return (
    <div>
      {rilis || '–'} {dipatok && <span class="tanda">{say('dipatok', 'pinned')}</span>}
    </div>
  );
}

function Chosen({ dipilih }: RilisDipakai) {
  if (!dipilih) return <span class="redup">{say('menurut konfigurasi', 'by the configuration')}</span>;
  return (
    <div>
      {dipilih.oleh}, <Since at={dipilih.sejak} /> {dipilih.sebab && <span class="redup">{dipilih.sebab}</span>}
    </div>
  );
}

function Shadow({ bayangan }: RilisDipakai) {
  if (!bayangan) return <>–</>;
  return (
    <div>
      {bayangan.rilis}{' '}
      <span class="redup">
        {count(bayangan.sama)} {say('sama dari', 'alike of')} {count(bayangan.dibaca)}
      </span>
    </div>
  );
}
