import '../../style/perubahan.css';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { useRoute } from 'preact-iso';
import type { Perbaikan, Perubahan } from '../../../views/perubahan.ts';
import { say } from '../../language.ts';
import { useLive } from '../../live.ts';
import { Head } from '../../parts/head.tsx';
import { Empty, Loaded, useLoad } from '../../parts/load.tsx';
import { Draft } from './draft.tsx';
import { Reports } from './reports.tsx';
import { Samples } from './samples.tsx';
import { Switching } from './switching.tsx';

/** One operation: what does not fit, the mapping that read it, and everything for mending it. */
export function MendPage() {
  const { params } = useRoute();
  const { instance = '', operation = '' } = params;
  const path = `/perubahan/${instance}/${operation}`;
  const load = useLoad<Perbaikan>(path);
  const news = newsOf(useLive<Perubahan>('perubahan'), instance, operation);
  useEffect(() => {
    if (news !== undefined && load.value) load.reload();
  }, [news]);
  return (
    <>
      <p>
        <a href="/console/perubahan">{say('← Perubahan', '← Changes')}</a>
      </p>
      <Head title={`${instance} · ${operation}`} about={load.value?.rilis} />
      <Loaded load={load}>{(one) => <Whole path={path} one={one} reload={load.reload} />}</Loaded>
    </>
  );
}

/** What makes the page another one: the first answer that does not fit is known a second before it is written. */
function newsOf(all: Perubahan | undefined, instance: string, operation: string): string | undefined {
  if (!all) return undefined;
  const isHere = (one: { instansi: string; operasi: string }) => one.instansi === instance && one.operasi === operation;
  const reports = all.laporan.filter(isHere).map(({ rilis, di, didapat }) => [rilis, di, didapat]);
  const used = all.rilis.filter(isHere).map(({ rilis, dipatok, dipilih }) => [rilis, dipatok, dipilih?.sejak]);
  return JSON.stringify([reports.toSorted(), used]);
}

interface WholeProps {
  readonly path: string;
  readonly one: Perbaikan;
  readonly reload: () => void;
}

function Whole({ path, one, reload }: WholeProps) {
  const { laporan, aturan, rancangan, sumber } = one;
  // nobody's typing is taken away by what is heard meanwhile
  const touched = useSignal(false);
  const draft = useRef(rancangan);
  if (!touched.value) draft.current = rancangan;
  const shown = draft.current;
  return (
    <>
      <section aria-labelledby="laporan">
        <h2 id="laporan">{say('Yang tidak cocok', 'What does not fit')}</h2>
        {laporan.length === 0 ? (
          <Empty>{say('Semua jawaban cocok sejauh ini.', 'Every answer fitted so far.')}</Empty>
        ) : (
          <Reports reports={laporan} rules={aturan} />
        )}
      </section>
      <Samples path={path} sources={sumber} />
      {shown ? (
        <Draft
          key={`${shown.rilis} ${shown.berkas} ${shown.teks}`}
          path={path}
          draft={shown}
          typed={() => {
            touched.value = true;
          }}
          saved={() => {
            touched.value = false;
            reload();
          }}
        />
      ) : (
        <Empty>{say('Pemetaan tidak disunting di sini.', 'Mappings are not edited here.')}</Empty>
      )}
      <Switching path={path} one={one} said={reload} />
    </>
  );
}
