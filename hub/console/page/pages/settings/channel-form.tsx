import { useSignal } from '@preact/signals';
import type { Saluran } from '../../../views/saluran.ts';
import { ask } from '../../api.ts';
import { say } from '../../language.ts';
import { Field, Select } from '../../parts/field.tsx';
import { Form } from '../../parts/form.tsx';

interface ChannelFormProps {
  /** Absent: a new one. */
  readonly channel?: Saluran;
  /** `secret`: one that was made for it, shown once. */
  readonly saved: (secret?: string) => void;
}

type MistakeOf = (name: string) => string | undefined;
type Values = Readonly<Record<string, string>>;

export function ChannelForm({ channel, saved }: ChannelFormProps) {
  const kind = useSignal<Saluran['kind']>(channel?.kind ?? 'surel');
  const made = useSignal<string | undefined>(undefined);
  const text = (name: string) => String(channel?.settings[name] ?? '');
  async function send(values: Values): Promise<void> {
    const draft = draftOf(kind.value, values);
    const answer = channel
      ? await ask<{ rahasia?: string }>('PUT', `/saluran/${channel.id}`, draft)
      : await ask<{ rahasia?: string }>('POST', '/saluran', draft);
    made.value = answer.rahasia;
  }
  return (
    <Form send={send} done={say('Disimpan', 'Saved')} sent={() => saved(made.value)} submit={say('Simpan', 'Save')}>
      {(mistakeOf) => (
        <>
          <Field
            label={say('Nama', 'Name')}
            name="name"
            required
            value={channel?.name ?? ''}
            mistake={mistakeOf('name')}
          />
          <Select
            label={say('Jenis', 'Kind')}
            name="kind"
            value={kind.value}
            disabled={channel !== undefined}
            options={[
              ['surel', say('Surel (SMTP)', 'E-mail (SMTP)')],
              ['telegram', 'Telegram'],
              ['webhook', 'Webhook'],
            ]}
            onChange={(chosen) => {
              kind.value = chosen as Saluran['kind'];
            }}
          />
          <Settings kind={kind.value} text={text} mistakeOf={mistakeOf} />
          <Times channel={channel} mistakeOf={mistakeOf} />
        </>
      )}
    </Form>
  );
}

interface SettingsProps {
  readonly kind: Saluran['kind'];
  readonly text: (name: string) => string;
  readonly mistakeOf: MistakeOf;
}

function Settings({ kind, text, mistakeOf }: SettingsProps) {
  const own = (name: string) => ({ name, value: text(name), mistake: mistakeOf(`settings.${name}`) });
  const secret = (name: string) => ({
    ...{
      name,
      type: 'password' as const,
      autocomplete: 'new-password' as const,
      mistake: mistakeOf(`settings.${name}`),
    },
    hint:
      text(name) === '[set]' ? say('Terisi; kosongkan bila tidak berubah.', 'Set; leave empty to keep it.') : undefined,
  });
  switch (kind) {
    case 'surel':
      return (
        <>
          <Field label={say('Server SMTP', 'SMTP server')} required {...own('host')} />
          <Field
            label={say('Port', 'Port')}
            required
            inputmode="numeric"
            {...own('port')}
            value={text('port') || '587'}
          />
          <Select
            label="TLS"
            name="tls"
            value={text('tls') || 'starttls'}
            options={[
              ['starttls', 'STARTTLS'],
              ['wajib', say('sejak awal (465)', 'from the first byte (465)')],
              ['tanpa', say('tanpa (hanya di jaringan sendiri)', 'none (inside your own network only)')],
            ]}
          />
          <Field label={say('Nama pengguna', 'User name')} autocomplete="off" {...own('user')} />
          <Field label={say('Kata sandi', 'Password')} {...secret('password')} />
          <Field label={say('Dari', 'From')} type="email" required {...own('from')} />
          <Field
            label={say('Kepada (pisahkan dengan koma)', 'To (separated by commas)')}
            required
            {...own('to')}
            value={text('to').replaceAll(',', ', ')}
          />
        </>
      );
    case 'telegram':
      return (
        <>
          <Field label={say('Token bot', 'Bot token')} {...secret('token')} />
          <Field label={say('Nomor percakapan', 'Chat id')} required {...own('chatId')} />
        </>
      );
    case 'webhook':
      return (
        <>
          <Field label={say('Alamat (https)', 'Address (https)')} type="url" required {...own('url')} />
          <Field
            label={say('Rahasia; kosongkan agar dibuatkan', 'Secret; empty to have one made')}
            {...secret('secret')}
          />
        </>
      );
    default:
      return kind satisfies never;
  }
}

function Times({ channel, mistakeOf }: { readonly channel: Saluran | undefined; readonly mistakeOf: MistakeOf }) {
  const { quietHours, graveBreaksQuiet = true, renotifyAfterMinutes = 60, on = true } = channel ?? {};
  return (
    <>
      <div class="dua-isian">
        <Field
          label={say('Tenang dari (WIB)', 'Quiet from (WIB)')}
          name="quietFrom"
          type="time"
          value={quietHours?.from ?? ''}
          mistake={mistakeOf('quietHours.from')}
        />
        <Field
          label={say('sampai', 'to')}
          name="quietTo"
          type="time"
          value={quietHours?.to ?? ''}
          mistake={mistakeOf('quietHours.to')}
        />
      </div>
      <label class="centang">
        <input type="checkbox" name="graveBreaksQuiet" defaultChecked={graveBreaksQuiet} />{' '}
        {say('Hulu yang mati tetap diberitahukan pada jam tenang', 'A dead upstream is told in quiet hours too')}
      </label>
      <Field
        label={say('Ingatkan lagi setelah (menit; kosong: tidak)', 'Remind after (minutes; empty: never)')}
        name="renotifyAfterMinutes"
        inputmode="numeric"
        value={renotifyAfterMinutes === null ? '' : String(renotifyAfterMinutes)}
        mistake={mistakeOf('renotifyAfterMinutes')}
      />
      <label class="centang">
        <input type="checkbox" name="on" defaultChecked={on} /> {say('Menyala', 'On')}
      </label>
    </>
  );
}

const SETTINGS: Readonly<Record<Saluran['kind'], readonly string[]>> = {
  surel: ['host', 'tls', 'user', 'password', 'from'],
  telegram: ['token', 'chatId'],
  webhook: ['url', 'secret'],
};

function draftOf(kind: Saluran['kind'], values: Values) {
  const entered = SETTINGS[kind].flatMap((name) => (values[name] ? [[name, values[name]] as const] : []));
  const mail = kind === 'surel' ? { port: Number(values.port), to: listed(values.to) } : {};
  const { quietFrom, quietTo, renotifyAfterMinutes } = values;
  return {
    ...{ name: values.name, kind, on: values.on !== undefined },
    graveBreaksQuiet: values.graveBreaksQuiet !== undefined,
    quietHours: quietFrom || quietTo ? { from: quietFrom ?? '', to: quietTo ?? '' } : null,
    renotifyAfterMinutes: renotifyAfterMinutes ? Number(renotifyAfterMinutes) : null,
    settings: { ...Object.fromEntries(entered), ...mail },
  };
}

function listed(text = ''): readonly string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
}
