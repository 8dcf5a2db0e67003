import type { Gangguan, SandboxHulu } from '../../views/sandbox.ts';
import { ask } from '../api.ts';
import { count } from '../format.ts';
import { say } from '../language.ts';
import { may } from '../me.ts';
import { Loaded, useLoad } from '../parts/load.tsx';
import { attempt } from '../parts/toast.tsx';

function faults(): readonly (readonly [Gangguan, string])[] {
  return [
    ['galat', say('HTTP 500', 'HTTP 500')],
    ['mati', say('Putus', 'Dead')],
    ['lambat', say('Lambat', 'Slow')],
    ['pemeliharaan', say('Pemeliharaan', 'Maintenance')],
    ['berubah', say('Ubah formatnya', 'Change its format')],
  ];
}

/** Switches of the stand-ins. */
export function SandboxPanel() {
  const load = useLoad<readonly SandboxHulu[]>('/sandbox');
  const set = async (name: string, gangguan?: Gangguan) => {
    const address = `/sandbox/${name}/gangguan`;
    await attempt(
      () => (gangguan ? ask('PUT', address, { gangguan }) : ask('DELETE', address)),
      gangguan ? say(`${name} diganggu`, `${name} is broken now`) : say(`${name} dipulihkan`, `${name} is healed`),
    );
    load.reload();
  };
  return (
    <Loaded load={load}>
      {(sandboxes) => (
        <>
          <List shown={sandboxes.filter(({ dapatBerubah }) => dapatBerubah)} set={set} />
          <details>
            <summary>{say('Sistem lain', 'Other systems')}</summary>
            <List shown={sandboxes.filter(({ dapatBerubah }) => !dapatBerubah)} set={set} />
          </details>
        </>
      )}
    </Loaded>
  );
}

interface ListProps {
  readonly shown: readonly SandboxHulu[];
  readonly set: (name: string, gangguan?: Gangguan) => Promise<void>;
}

function List({ shown, set }: ListProps) {
  return (
    <ul class="sandbox">
      {shown.map(({ nama, gangguan, panggilan, url, dapatBerubah }) => (
        <li key={nama} data-sandbox={nama}>
          <div>
            <strong>{nama}</strong>{' '}
            <span class="redup">
              {gangguan ?? say('sehat', 'healthy')} · {count(panggilan)} {say('panggilan', 'calls')} ·{' '}
              <a href={url}>{say('kendali', 'controls')}</a>
            </span>
          </div>
          {may('operator') && (
            <div class="tombol">
              {faults().map(([one, words]) =>
                one === 'berubah' && !dapatBerubah ? null : (
                  <button key={one} type="button" onClick={() => void set(nama, one)}>
                    {words}
                  </button>
                ),
              )}
              <button type="button" class="utama" disabled={gangguan === null} onClick={() => void set(nama)}>
                {say('Pulihkan', 'Heal')}
              </button>
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
