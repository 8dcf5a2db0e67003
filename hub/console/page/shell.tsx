import { useSignal } from '@preact/signals';
import { lazy, Route, Router, useLocation } from 'preact-iso';
import { ask } from './api.ts';
import { language, say, speak } from './language.ts';
import { connected } from './live.ts';
import { forget, operator } from './me.ts';
import { pages } from './pages.ts';
import { Mark } from './parts/mark.tsx';
import { Toasts } from './parts/toast.tsx';
import { nextTheme, theme, wear } from './theme.ts';

const NotFound = lazy(() => import('./pages/not-found.tsx').then(({ NotFound }) => NotFound));

/** Navigation around whatever page is shown; on a wall nothing but the page. */
export function Shell() {
  const { query, path } = useLocation();
  const wall = query.dinding !== undefined;
  return (
    <div class={wall ? 'konsol dinding' : 'konsol'}>
      <a class="lompat" href="#isi">
        {say('Langsung ke isi', 'Skip to content')}
      </a>
      {!wall && <Navigation key={path} />}
      <main id="isi" tabIndex={-1}>
        {!connected.value && (
          <p class="terputus" role="status">
            {say(
              'Sambungan ke Simpul terputus; yang terlihat adalah keadaan terakhir.',
              'The connection to Simpul is lost; this is how things were last.',
            )}
          </p>
        )}
        <Router>
          {pages.map(({ path: at, Page }) => (
            <Route key={at} path={at} component={Page} />
          ))}
          <Route default component={NotFound} />
        </Router>
      </main>
      <Toasts />
    </div>
  );
}

function Navigation() {
  const open = useSignal(false);
  const { path } = useLocation();
  return (
    <header class={open.value ? 'sisi terbuka' : 'sisi'}>
      <div class="atas">
        <a href="/console" class="rumah" aria-label={say('Simpul, ke ringkasan', 'Simpul, to the overview')}>
          <Mark />
        </a>
        <button
          type="button"
          class="menu"
          aria-expanded={open.value}
          aria-controls="navigasi"
          onClick={() => {
            open.value = !open.value;
          }}
        >
          {say('Menu', 'Menu')}
        </button>
      </div>
      <nav id="navigasi" aria-label={say('Halaman', 'Pages')}>
        <ul>
          {pages.flatMap(({ path: at, title }) =>
            title ? (
              <li key={at}>
                <a href={at} aria-current={isCurrent(path, at) ? 'page' : undefined}>
                  {title()}
                </a>
              </li>
            ) : (
              []
            ),
          )}
        </ul>
        <Person />
      </nav>
    </header>
  );
}

function isCurrent(path: string, at: string): boolean {
  return path === at || path === `${at}/` || (at !== '/console' && path.startsWith(`${at}/`));
}

function Person() {
  const names = { sistem: say('sistem', 'system'), terang: say('terang', 'light'), gelap: say('gelap', 'dark') };
  async function leave(): Promise<void> {
    await ask('POST', '/keluar').catch(() => {});
    forget();
  }
  return (
    <div class="orang">
      <p>
        <strong>{operator.value?.nama}</strong> <span class="redup">{operator.value?.peran}</span>
      </p>
      <button type="button" onClick={() => speak(language.value === 'id' ? 'en' : 'id')}>
        {language.value === 'id' ? 'English' : 'Bahasa Indonesia'}
      </button>
      <button type="button" onClick={() => wear(nextTheme())}>
        {say('Tampilan', 'Theme')}: {names[theme.value]}
      </button>
      <button type="button" onClick={() => void leave()}>
        {say('Keluar', 'Sign out')}
      </button>
    </div>
  );
}
