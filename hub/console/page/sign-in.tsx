import { useSignal } from '@preact/signals';
import type { Me } from '../views/me.ts';
import { ask } from './api.ts';
import { say } from './language.ts';
import { me } from './me.ts';
import { Field } from './parts/field.tsx';
import { Mark } from './parts/mark.tsx';

type Came = Me | { readonly perluKode: true };

export function SignIn() {
  const trouble = useSignal('');
  const busy = useSignal(false);
  const needsCode = useSignal(false);
  const example = me.value?.hub.contoh;

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const given = Object.fromEntries(new FormData(event.currentTarget as HTMLFormElement));
    busy.value = true;
    trouble.value = '';
    try {
      const came = await ask<Came>('POST', '/masuk', given);
      if ('perluKode' in came) needsCode.value = true;
      else me.value = came;
    } catch (error) {
      trouble.value = (error as Error).message;
    } finally {
      busy.value = false;
    }
  }

  return (
    <main class="masuk">
      <form onSubmit={submit} class="panel">
        <Mark />
        <h1>{say('Masuk ke konsol Simpul', 'Sign in to the Simpul console')}</h1>
        <Field label={say('Nama', 'Name')} name="nama" autocomplete="username" required value={example?.nama ?? ''} />
        <Field
          label={say('Kata sandi', 'Password')}
          name="sandi"
          type="password"
          autocomplete="current-password"
          required
          value={example?.sandi ?? ''}
        />
        {needsCode.value && (
          <Field
            label={say('Kode enam angka dari aplikasi autentikator', 'Six digits from your authenticator')}
            name="kode"
            inputmode="numeric"
            autocomplete="one-time-code"
            required
          />
        )}
        <p class="salah" role="alert">
          {trouble.value}
        </p>
        <button type="submit" class="utama" disabled={busy.value}>
          {busy.value ? say('Sebentar…', 'One moment…') : say('Masuk', 'Sign in')}
        </button>
        {example && (
          <p class="redup">
            {say(
              'Ini hub percobaan: nama dan sandi contoh sudah terisi.',
              'This hub is for trying out: an example name and password are filled in.',
            )}
          </p>
        )}
      </form>
    </main>
  );
}
