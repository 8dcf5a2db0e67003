import '../../style/pengaturan.css';
import type { OperatorBaris } from '../../../views/operator.ts';
import { ask } from '../../api.ts';
import { day } from '../../format.ts';
import { say } from '../../language.ts';
import { operator } from '../../me.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Field, Select } from '../../parts/field.tsx';
import { Form } from '../../parts/form.tsx';
import { Loaded, useLoad } from '../../parts/load.tsx';
import { Table } from '../../parts/table.tsx';
import { attempt } from '../../parts/toast.tsx';
import { SettingsHead } from './tabs.tsx';

function roles(): readonly (readonly [string, string])[] {
  return [
    ['pengamat', say('pengamat: melihat', 'viewer: looks')],
    [
      'operator',
      say('operator: menangani antrean, pemetaan, insiden', 'operator: handles queues, mappings, incidents'),
    ],
    ['admin', say('admin: juga aplikasi, kunci, dan operator', 'admin: applications, keys and operators too')],
  ];
}

export function OperatorsPage() {
  const load = useLoad<readonly OperatorBaris[]>('/operator');
  return (
    <>
      <SettingsHead />
      <Loaded load={load}>
        {(all) => <List all={all.filter(({ ditutup }) => ditutup === null)} reload={load.reload} />}
      </Loaded>
      <section class="panel kotak">
        <h2>{say('Tambah operator', 'Add an operator')}</h2>
        <Form
          send={(values) => ask('POST', '/operator', values)}
          done={say('Ditambahkan', 'Added')}
          sent={load.reload}
          submit={say('Tambah', 'Add')}
        >
          {(mistakeOf) => (
            <>
              <Field
                label={say('Nama masuk', 'Sign-in name')}
                name="nama"
                required
                autocomplete="off"
                hint={say('Huruf kecil, angka, titik, atau tanda hubung.', 'Small letters, digits, dots or hyphens.')}
                mistake={mistakeOf('nama')}
              />
              <Select label={say('Peran', 'Role')} name="peran" options={roles()} mistake={mistakeOf('peran')} />
              <Field
                label={say('Kata sandi pertama', 'First password')}
                name="sandi"
                type="password"
                autocomplete="new-password"
                required
                hint={say('Sedikitnya 12 karakter.', 'At least 12 characters.')}
                mistake={mistakeOf('sandi')}
              />
            </>
          )}
        </Form>
      </section>
    </>
  );
}

interface ListProps {
  readonly all: readonly OperatorBaris[];
  readonly reload: () => void;
}

function List({ all, reload }: ListProps) {
  return (
    <Table<OperatorBaris>
      caption={say('Operator', 'Operators')}
      rows={all}
      keyOf={({ id }) => id}
      columns={[
        { head: say('Nama', 'Name'), cell: ({ nama }) => <strong>{nama}</strong> },
        { head: say('Peran', 'Role'), cell: (one) => <Role one={one} reload={reload} /> },
        {
          head: say('Dua langkah', 'Two-step'),
          cell: ({ duaLangkah }) => (duaLangkah ? say('aktif', 'on') : say('tidak', 'off')),
        },
        { head: say('Sejak', 'Since'), cell: ({ sejak }) => day(sejak) },
        { head: say('Tindakan', 'Action'), cell: (one) => <Actions one={one} reload={reload} /> },
      ]}
    />
  );
}

interface RowProps {
  readonly one: OperatorBaris;
  readonly reload: () => void;
}

function Role({ one: { id, nama, peran }, reload }: RowProps) {
  return (
    <select
      aria-label={say(`Peran ${nama}`, `Role of ${nama}`)}
      value={peran}
      onChange={async ({ currentTarget }) => {
        await attempt(
          () => ask('PUT', `/operator/${id}/peran`, { peran: currentTarget.value }),
          say('Peran diganti', 'Role changed'),
        );
        reload();
      }}
    >
      {roles().map(([one]) => (
        <option key={one} value={one} selected={one === peran}>
          {one}
        </option>
      ))}
    </select>
  );
}

function Actions({ one: { id, nama, duaLangkah }, reload }: RowProps) {
  return (
    <div class="tombol">
      {duaLangkah && (
        <Confirm
          label={say('Hapus dua langkah', 'Remove two-step')}
          title={say(`Hapus dua langkah ${nama}?`, `Remove two-step of ${nama}?`)}
          act={() => ask('DELETE', `/operator/${id}/dua-langkah`)}
          done={say('Dihapus', 'Removed')}
          after={reload}
        >
          <p>
            {say(
              'Untuk yang kehilangan teleponnya. Sesudah ini kata sandinya saja cukup.',
              'For somebody who lost their phone. The password alone is enough then.',
            )}
          </p>
        </Confirm>
      )}
      {id !== operator.value?.id && (
        <Confirm
          label={say('Tutup', 'Close')}
          title={say(`Tutup akun ${nama}?`, `Close the account of ${nama}?`)}
          act={() => ask('DELETE', `/operator/${id}`)}
          done={say('Akun ditutup', 'Account closed')}
          after={reload}
        >
          <p>
            {say(
              `${nama} keluar sekarang juga dan tidak dapat masuk lagi. Jejak auditnya tetap ada.`,
              `${nama} is signed out now and cannot sign in again. The audit keeps what they did.`,
            )}
          </p>
        </Confirm>
      )}
    </div>
  );
}
