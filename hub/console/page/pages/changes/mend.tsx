import '../../style/perubahan.css';
import { useRoute } from 'preact-iso';
import type { Perbaikan } from '../../../views/perubahan.ts';
import { say } from '../../language.ts';
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

interface WholeProps {
  readonly path: string;
  readonly one: Perbaikan;
  readonly reload: () => void;
}

function Whole({ path, one, reload }: WholeProps) {
  const { laporan, aturan, rancangan, sumber } = one;
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
      {rancangan ? (
        <Draft key={`${rancangan.rilis} ${rancangan.berkas}`} path={path} draft={rancangan} saved={reload} />
      ) : (
        <Empty>{say('Pemetaan tidak disunting di sini.', 'Mappings are not edited here.')}</Empty>
      )}
      <Switching path={path} one={one} said={reload} />
    </>
  );
}
