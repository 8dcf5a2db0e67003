import '../../style/pengaturan.css';
import { useSignal } from '@preact/signals';
import { generate } from 'lean-qr';
import { useEffect, useRef } from 'preact/hooks';
import type { Me } from '../../../views/me.ts';
import { ask } from '../../api.ts';
import { say } from '../../language.ts';
import { me, operator } from '../../me.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Field } from '../../parts/field.tsx';
import { Form } from '../../parts/form.tsx';
import { attempt } from '../../parts/toast.tsx';
import { SettingsHead } from './tabs.tsx';

export function AccountPage() {
  return (
    <>
      <SettingsHead />
      <section class="panel kotak">
        <h2>{say('Kata sandi', 'Password')}</h2>
        <PasswordForm />
      </section>
      <section class="panel kotak">
        <h2>{say('Masuk dua langkah', 'Two-step sign-in')}</h2>
        <TwoFactor />
      </section>
    </>
  );
}

function PasswordForm() {
  return (
    <Form
      send={(values) => ask('PUT', '/saya/sandi', values)}
      done={say(
        'Kata sandi diganti. Masuk lagi dengan yang baru.',
        'Password changed. Sign in again with the new one.',
      )}
      sent={refresh}
      submit={say('Ganti kata sandi', 'Change password')}
    >
      {(mistakeOf) => (
        <>
          <Field
            label={say('Kata sandi lama', 'Current password')}
            name="sandiLama"
            type="password"
            autocomplete="current-password"
            required
            mistake={mistakeOf('sandiLama')}
          />
          <Field
            label={say('Kata sandi baru', 'New password')}
            name="sandiBaru"
            type="password"
            autocomplete="new-password"
            required
            hint={say(
              'Sedikitnya 12 karakter; kalimat pendek lebih mudah diingat.',
              'At least 12 characters; a short sentence is easy to remember.',
            )}
            mistake={mistakeOf('sandiBaru')}
          />
        </>
      )}
    </Form>
  );
}

async function refresh(): Promise<void> {
  me.value = await ask<Me>('GET', '/saya');
}

interface Offered {
  readonly secret: string;
  readonly uri: string;
}

function TwoFactor() {
  const offered = useSignal<Offered | undefined>(undefined);
  if (operator.value?.duaLangkah)
    return (
      <>
        <p>
          {say(
            'Aktif: selain kata sandi, Anda memasukkan kode dari telepon.',
            'On: besides the password you enter a code from your phone.',
          )}
        </p>
        <Confirm
          label={say('Matikan', 'Turn off')}
          title={say('Matikan masuk dua langkah?', 'Turn two-step sign-in off?')}
          act={() => ask('DELETE', '/saya/dua-langkah')}
          done={say('Dimatikan', 'Turned off')}
          after={() => void refresh()}
        >
          <p>{say('Setelah ini kata sandi saja cukup untuk masuk.', 'After that the password alone is enough.')}</p>
        </Confirm>
      </>
    );
  const begin = () =>
    attempt(async () => {
      offered.value = await ask<Offered>('POST', '/saya/dua-langkah');
    });
  if (!offered.value)
    return (
      <>
        <p class="redup">
          {say(
            'Kode enam angka dari aplikasi autentikator di telepon.',
            'Six digits from an authenticator on your phone.',
          )}
        </p>
        <button type="button" onClick={() => void begin()}>
          {say('Siapkan', 'Set up')}
        </button>
      </>
    );
  return (
    <>
      <p>
        {say(
          'Pindai dengan aplikasi autentikator, lalu masukkan kodenya.',
          'Scan it with an authenticator, then enter the code.',
        )}
      </p>
      <QrCode text={offered.value.uri} />
      <p class="redup">
        {say('Tidak dapat memindai? Ketik kunci ini', 'Cannot scan? Type this key')}:{' '}
        <code>{offered.value.secret}</code>
      </p>
      <Form
        send={(values) => ask('PUT', '/saya/dua-langkah', values)}
        done={say('Masuk dua langkah aktif', 'Two-step sign-in is on')}
        sent={() => void refresh()}
        submit={say('Aktifkan', 'Turn on')}
      >
        {(mistakeOf) => (
          <Field
            label={say('Kode', 'Code')}
            name="kode"
            inputmode="numeric"
            autocomplete="one-time-code"
            required
            mistake={mistakeOf('kode')}
          />
        )}
      </Form>
    </>
  );
}

function QrCode({ text }: { readonly text: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current) generate(text).toCanvas(canvas.current);
  }, [text]);
  return (
    <canvas
      ref={canvas}
      class="kode-qr"
      role="img"
      aria-label={say('Kode QR untuk autentikator', 'QR code for the authenticator')}
    />
  );
}
