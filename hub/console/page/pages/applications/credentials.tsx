import { useSignal } from '@preact/signals';
import type { AntarmukaLama, DaftarKredensial, Kredensial, KredensialBaru } from '../../../views/kredensial.ts';
import { ask } from '../../api.ts';
import { day } from '../../format.ts';
import { say } from '../../language.ts';
import { may } from '../../me.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Copy } from '../../parts/copy.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Field, Select } from '../../parts/field.tsx';
import { Form } from '../../parts/form.tsx';
import { Empty, Loaded, useLoad } from '../../parts/load.tsx';
import { Table } from '../../parts/table.tsx';

interface CredentialsProps {
  readonly application: string;
  readonly active: boolean;
}

/** For applications that were never rewritten and speak the old interface of an upstream. */
export function Credentials({ application, active }: CredentialsProps) {
  const at = `/aplikasi/${application}/kredensial`;
  const load = useLoad<DaftarKredensial>(at);
  const adding = useSignal(false);
  const fresh = useSignal<KredensialBaru | undefined>(undefined);
  return (
    <>
      <Loaded load={load}>
        {({ kredensial, antarmuka }) => (
          <>
            {kredensial.length === 0 ? (
              <Empty>
                {say(
                  'Tidak ada. Hanya diperlukan aplikasi lama yang masih berbicara seperti kepada BPJS, Dukcapil, atau LAPOR! dahulu.',
                  'None. Only old applications need them, those that still speak as they did to BPJS, Dukcapil or LAPOR!.',
                )}
              </Empty>
            ) : (
              <List all={kredensial} at={at} reload={load.reload} />
            )}
            {may('admin') && active && (
              <div class="tombol akhir">
                <button
                  type="button"
                  onClick={() => {
                    adding.value = true;
                  }}
                >
                  {say('Tambah kredensial', 'Add credentials')}
                </button>
              </div>
            )}
            {adding.value && (
              <Adding
                at={at}
                offered={antarmuka}
                close={() => {
                  adding.value = false;
                }}
                made={(credential) => {
                  adding.value = false;
                  fresh.value = credential;
                  load.reload();
                }}
              />
            )}
          </>
        )}
      </Loaded>
      {fresh.value && (
        <Shown
          fresh={fresh.value}
          close={() => {
            fresh.value = undefined;
          }}
        />
      )}
    </>
  );
}

interface ListProps {
  readonly all: readonly Kredensial[];
  readonly at: string;
  readonly reload: () => void;
}

function List({ all, at, reload }: ListProps) {
  return (
    <Table<Kredensial>
      caption={say('Kredensial antarmuka lama', 'Credentials of old interfaces')}
      rows={all}
      keyOf={({ rujukan }) => rujukan}
      columns={[
        { head: say('Sistem', 'System'), cell: ({ sistem }) => sistem },
        { head: 'Id', cell: ({ id }) => (id === null ? say('token', 'token') : <code>{id}</code>) },
        { head: say('Rujukan', 'Reference'), cell: ({ rujukan }) => <code>{rujukan}</code> },
        { head: say('Sejak', 'Since'), cell: ({ sejak }) => day(sejak) },
        {
          head: say('Tindakan', 'Action'),
          cell: ({ rujukan, sistem }) =>
            may('admin') ? (
              <Confirm
                label={say('Cabut', 'Revoke')}
                title={say(`Cabut kredensial ${sistem}?`, `Revoke the credentials of ${sistem}?`)}
                act={() => ask('DELETE', `${at}/${rujukan}`)}
                done={say('Kredensial dicabut', 'Credentials revoked')}
                after={reload}
              >
                <p>
                  {say(
                    `Panggilan antarmuka lama ${sistem} dengan kredensial ini ditolak saat itu juga. Kunci aplikasi tetap berlaku.`,
                    `Calls of the old interface of ${sistem} with these credentials are refused at once. The application's key stays good.`,
                  )}
                </p>
              </Confirm>
            ) : (
              '–'
            ),
        },
      ]}
    />
  );
}

interface AddingProps {
  readonly at: string;
  readonly offered: readonly AntarmukaLama[];
  readonly close: () => void;
  readonly made: (credential: KredensialBaru) => void;
}

function Adding({ at, offered, close, made }: AddingProps) {
  const chosen = useSignal(offered[0]?.sistem ?? '');
  const kind = offered.find(({ sistem }) => sistem === chosen.value)?.jenis;
  return (
    <Dialog title={say('Tambah kredensial', 'Add credentials')} onClose={close}>
      <Form
        send={async (values) => {
          const given = Object.entries(values).filter(([, value]) => value !== '');
          made(await ask<KredensialBaru>('POST', at, Object.fromEntries(given)));
        }}
        submit={say('Tambah', 'Add')}
      >
        {(mistakeOf) => (
          <>
            <Select
              label={say('Antarmuka lama dari', 'Old interface of')}
              name="sistem"
              value={chosen.value}
              onChange={(value) => {
                chosen.value = value;
              }}
              options={offered.map(({ sistem }) => [sistem, sistem])}
              mistake={mistakeOf('sistem')}
            />
            <p class="redup">
              {say(
                'Kosongkan supaya dibuatkan. Isi bila aplikasi sudah mempunyai kredensial yang tidak dapat diganti lagi.',
                'Leave empty to have new ones made. Fill in where the application has some that nobody can change any more.',
              )}
            </p>
            {kind === 'pasangan' && (
              <Field label={say('Id', 'Id')} name="id" autocomplete="off" mistake={mistakeOf('id')} />
            )}
            <Field
              label={kind === 'token' ? say('Token', 'Token') : say('Rahasia', 'Secret')}
              name="rahasia"
              type="password"
              autocomplete="off"
              mistake={mistakeOf('rahasia')}
            />
          </>
        )}
      </Form>
    </Dialog>
  );
}

function Shown({ fresh: { sistem, id, rahasia }, close }: { fresh: KredensialBaru; close: () => void }) {
  return (
    <Dialog title={say(`Kredensial ${sistem}`, `Credentials of ${sistem}`)} onClose={close} wide>
      {rahasia === null ? (
        <p>{say('Kredensial aplikasi ini berlaku sekarang.', 'The credentials of this application are good now.')}</p>
      ) : (
        <p class="catatan">{say('Rahasia ini hanya terlihat sekarang.', 'This secret is shown only now.')}</p>
      )}
      {id !== null && <Copy label="Id" text={id} />}
      {rahasia !== null && (
        <Copy label={id === null ? say('Token', 'Token') : say('Rahasia', 'Secret')} text={rahasia} />
      )}
      <div class="tombol akhir">
        <button type="button" class="utama" onClick={close}>
          {say('Sudah saya simpan', 'I have kept it')}
        </button>
      </div>
    </Dialog>
  );
}
