import './style/base.css';
import './style/parts.css';
import './style/shell.css';
import { render } from 'preact';
import { LocationProvider } from 'preact-iso';
import type { Me } from '../views/me.ts';
import { ask } from './api.ts';
import { language, speak } from './language.ts';
import { me } from './me.ts';
import { Shell } from './shell.tsx';
import { SignIn } from './sign-in.tsx';
import { theme, wear } from './theme.ts';

speak(language.value);
wear(theme.value);

function Konsol() {
  if (!me.value) return <p class="memuat">Memuat…</p>;
  return me.value.operator ? <Shell /> : <SignIn />;
}

const root = document.getElementById('konsol');
if (root)
  render(
    <LocationProvider scope="/console">
      <Konsol />
    </LocationProvider>,
    root,
  );

/** The hub may still be starting: the page waits for it. */
async function begin(): Promise<void> {
  try {
    me.value = await ask<Me>('GET', '/saya');
  } catch {
    setTimeout(() => void begin(), 1000);
  }
}
void begin();
