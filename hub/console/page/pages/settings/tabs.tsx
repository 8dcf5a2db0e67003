import { useLocation } from 'preact-iso';
import { say } from '../../language.ts';
import { may } from '../../me.ts';
import { Head } from '../../parts/head.tsx';

const BASE = '/console/pengaturan';

/** The head of every page of settings. */
export function SettingsHead() {
  const { path } = useLocation();
  const tabs: readonly (readonly [string, string])[] = [
    [BASE, say('Akun saya', 'My account')],
    [`${BASE}/pemeliharaan`, say('Pemeliharaan', 'Maintenance')],
    ...(may('admin')
      ? ([
          [`${BASE}/pemberitahuan`, say('Pemberitahuan', 'Notices')],
          [`${BASE}/operator`, say('Operator', 'Operators')],
        ] as const)
      : []),
  ];
  return (
    <>
      <Head title={say('Pengaturan', 'Settings')} />
      <nav class="tab" aria-label={say('Bagian pengaturan', 'Parts of the settings')}>
        {tabs.map(([at, words]) => (
          <a key={at} href={at} aria-current={path.replace(/\/$/, '') === at ? 'page' : undefined}>
            {words}
          </a>
        ))}
      </nav>
    </>
  );
}
