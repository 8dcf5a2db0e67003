import { signal } from '@preact/signals';

export type Theme = 'sistem' | 'terang' | 'gelap';

const THEMES: readonly Theme[] = ['sistem', 'terang', 'gelap'];
const kept = THEMES.find((one) => one === localStorage.getItem('simpul-tema'));
export const theme = signal<Theme>(kept ?? 'sistem');

const dark = matchMedia('(prefers-color-scheme: dark)');
/** What the system wants, for pictures that have to be drawn anew. */
export const systemIsDark = signal(dark.matches);
dark.addEventListener('change', ({ matches }) => {
  systemIsDark.value = matches;
});

export function wear(chosen: Theme): void {
  theme.value = chosen;
  localStorage.setItem('simpul-tema', chosen);
  document.documentElement.dataset.tema = chosen;
}

export function nextTheme(): Theme {
  return THEMES[(THEMES.indexOf(theme.value) + 1) % THEMES.length] ?? 'sistem';
}
