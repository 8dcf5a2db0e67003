import '../../style/pengaturan.css';
import { useSignal } from '@preact/signals';
import type { HasilUji, Kata, Saluran, Terkirim } from '../../../views/saluran.ts';
import { ask } from '../../api.ts';
import { count, moment } from '../../format.ts';
import { language, say } from '../../language.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Empty, Loaded, useLoad } from '../../parts/load.tsx';
import { Table } from '../../parts/table.tsx';
import { attempt, tell } from '../../parts/toast.tsx';
import { ChannelForm } from './channel-form.tsx';
import { SettingsHead } from './tabs.tsx';

export function NoticesPage() {
  const load = useLoad<readonly Saluran[]>('/saluran');
  const log = useLoad<readonly Terkirim[]>('/saluran-terkirim');
  const adding = useSignal(false);
  const secret = useSignal('');
  const reload = () => {
    load.reload();
    log.reload();
  };
  const saved = (made?: string) => {
    adding.value = false;
    secret.value = made ?? '';
    reload();
  };
  return (
    <>
      <SettingsHead />
      <div class="saring">
        <p class="redup">
          {say(
            'Siapa yang diberi tahu bila ada yang salah. Yang naik turun digabung; yang belum terkirim dicoba terus.',
            'Who is told when something is wrong. Flapping is grouped; what could not be sent is tried again and again.',
          )}
        </p>
        <button
          type="button"
          class="utama"
          onClick={() => {
            adding.value = true;
          }}
        >
          {say('Tambah saluran', 'Add a channel')}
        </button>
      </div>
      <Loaded load={load}>{(all) => <Channels all={all} saved={saved} reload={reload} />}</Loaded>
      <section>
        <h2>{say('Terakhir diberitahukan', 'Told last')}</h2>
        <Loaded load={log}>{(sent) => <Log sent={sent} />}</Loaded>
      </section>
      {adding.value && (
        <Dialog
          title={say('Saluran baru', 'New channel')}
          onClose={() => {
            adding.value = false;
          }}
        >
          <ChannelForm saved={saved} />
        </Dialog>
      )}
      {secret.value && (
        <Dialog
          title={say('Rahasia penandatanganan', 'Signing secret')}
          onClose={() => {
            secret.value = '';
          }}
        >
          <p>
            {say(
              'Ditampilkan sekali ini saja. Simpan pada penerima webhook.',
              'Shown this once. Keep it at the receiver.',
            )}
          </p>
          <pre>{secret.value}</pre>
        </Dialog>
      )}
    </>
  );
}

export function words(one: Kata | null): string {
  if (!one) return '';
  return language.value === 'id' ? one.id : one.en;
}

interface ChannelsProps {
  readonly all: readonly Saluran[];
  readonly saved: (secret?: string) => void;
  readonly reload: () => void;
}

function Channels({ all, saved, reload }: ChannelsProps) {
  const editing = useSignal<Saluran | undefined>(undefined);
  if (all.length === 0)
    return <Empty>{say('Belum ada: tidak seorang pun diberi tahu.', 'None yet: nobody is told.')}</Empty>;
  const close = () => {
    editing.value = undefined;
  };
  return (
    <>
      <Table<Saluran>
        caption={say('Saluran', 'Channels')}
        rows={all}
        keyOf={({ id }) => id}
        columns={[
          { head: say('Nama', 'Name'), cell: ({ name }) => <strong>{name}</strong> },
          { head: say('Jenis', 'Kind'), cell: ({ kind }) => kind },
          { head: say('Ke', 'To'), cell: whereTo },
          { head: say('Keadaan', 'State'), cell: ({ on }) => (on ? say('menyala', 'on') : say('mati', 'off')) },
          {
            head: say('Jam tenang', 'Quiet hours'),
            cell: ({ quietHours }) => (quietHours ? `${quietHours.from}–${quietHours.to}` : '–'),
          },
          {
            head: say('Tindakan', 'Action'),
            cell: (one) => (
              <div class="tombol">
                <button type="button" onClick={() => void test(one, reload)}>
                  {say('Uji', 'Test')}
                </button>
                <button
                  type="button"
                  onClick={() => {
                    editing.value = one;
                  }}
                >
                  {say('Ubah', 'Change')}
                </button>
                <Confirm
                  label={say('Hapus', 'Remove')}
                  title={say(`Hapus ${one.name}?`, `Remove ${one.name}?`)}
                  act={() => ask('DELETE', `/saluran/${one.id}`)}
                  done={say('Dihapus', 'Removed')}
                  after={reload}
                >
                  <p>
                    {say('Yang belum terkirim ke saluran ini dibatalkan.', 'What was not yet sent to it is cancelled.')}
                  </p>
                </Confirm>
              </div>
            ),
          },
        ]}
      />
      {editing.value && (
        <Dialog title={editing.value.name} onClose={close}>
          <ChannelForm
            channel={editing.value}
            saved={(secret) => {
              close();
              saved(secret);
            }}
          />
        </Dialog>
      )}
    </>
  );
}

function whereTo({ kind, settings }: Saluran): string {
  const { url, to, chatId } = settings;
  switch (kind) {
    case 'webhook':
      return String(url ?? '–');
    case 'surel':
      return Array.isArray(to) ? to.join(', ') : '–';
    case 'telegram':
      return String(chatId ?? '–');
    default:
      return kind satisfies never;
  }
}

async function test({ id, name }: Saluran, reload: () => void): Promise<void> {
  await attempt(async () => {
    const { berhasil, kata } = await ask<HasilUji>('POST', `/saluran/${id}/uji`);
    const outcome = berhasil
      ? say('pemberitahuan uji sampai', 'the test notice arrived')
      : say('tidak sampai', 'did not arrive');
    tell([`${name}: ${outcome}`, words(kata)].filter(Boolean).join('. '), !berhasil);
  });
  reload();
}

function Log({ sent }: { readonly sent: readonly Terkirim[] }) {
  if (sent.length === 0) return <Empty>{say('Belum ada.', 'Nothing yet.')}</Empty>;
  return (
    <Table<Terkirim>
      caption={say('Terakhir diberitahukan', 'Told last')}
      rows={sent}
      keyOf={({ id, saluran }) => `${id} ${saluran}`}
      columns={[
        { head: say('Waktu', 'Time'), cell: ({ pada }) => moment(pada) },
        { head: say('Saluran', 'Channel'), cell: ({ saluran }) => saluran },
        { head: say('Apa', 'What'), cell: ({ judul }) => judul },
        { head: say('Keadaan', 'State'), cell: ({ keadaan }) => stateOf(keadaan) },
        { head: say('Percobaan', 'Attempts'), number: true, cell: ({ percobaan }) => count(percobaan) },
        { head: say('Gangguan', 'Trouble'), cell: ({ gangguan }) => words(gangguan) || '–' },
      ]}
    />
  );
}

function stateOf(state: Terkirim['keadaan']): string {
  switch (state) {
    case 'waiting':
      return say('dicoba lagi', 'tried again');
    case 'delivered':
      return say('sampai', 'arrived');
    case 'cancelled':
      return say('dibatalkan', 'cancelled');
    default:
      return state satisfies never;
  }
}
