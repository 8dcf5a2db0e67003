import '../../style/pengaturan.css';
import type { Konektor } from '../../../views/konektor.ts';
import type { Pemeliharaan } from '../../../views/pemeliharaan.ts';
import { ask } from '../../api.ts';
import { moment } from '../../format.ts';
import { say } from '../../language.ts';
import { useLive } from '../../live.ts';
import { may } from '../../me.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Field, Select } from '../../parts/field.tsx';
import { Form } from '../../parts/form.tsx';
import { Empty, Loaded, useLoad } from '../../parts/load.tsx';
import { Table } from '../../parts/table.tsx';
import { SettingsHead } from './tabs.tsx';

export function MaintenancePage() {
  const load = useLoad<readonly Pemeliharaan[]>('/pemeliharaan');
  const connectors = useLive<readonly Konektor[]>('konektor') ?? [];
  return (
    <>
      <SettingsHead />
      <p class="redup">
        {say(
          'Selama pemeliharaan terencana tidak ada insiden yang dibuka dan tidak ada yang diberi tahu. Angka tetap dihitung.',
          'During planned maintenance no incident opens and nobody is told. Figures are still counted.',
        )}
      </p>
      <Loaded load={load}>{(all) => <List all={all} reload={load.reload} />}</Loaded>
      {may('operator') && connectors.length > 0 && (
        <section class="panel kotak">
          <h2>{say('Rencanakan', 'Plan one')}</h2>
          <PlanForm instances={connectors.map(({ kartu }) => kartu.instansi)} reload={load.reload} />
        </section>
      )}
    </>
  );
}

interface ListProps {
  readonly all: readonly Pemeliharaan[];
  readonly reload: () => void;
}

function List({ all, reload }: ListProps) {
  if (all.length === 0) return <Empty>{say('Tidak ada yang direncanakan.', 'Nothing is planned.')}</Empty>;
  return (
    <Table<Pemeliharaan>
      caption={say('Pemeliharaan', 'Maintenance')}
      rows={all}
      keyOf={({ id }) => id}
      columns={[
        { head: say('Konektor', 'Connector'), cell: ({ instansi }) => instansi },
        { head: say('Dari', 'From'), cell: ({ dari }) => moment(dari) },
        { head: say('Sampai', 'To'), cell: ({ sampai }) => moment(sampai) },
        { head: say('Catatan', 'Note'), cell: ({ catatan }) => catatan },
        { head: say('Oleh', 'By'), cell: ({ oleh }) => oleh },
        {
          head: say('Tindakan', 'Action'),
          cell: ({ id, instansi }) =>
            may('operator') ? (
              <Confirm
                label={say('Hapus', 'Remove')}
                title={say(`Hapus pemeliharaan ${instansi}?`, `Remove the maintenance of ${instansi}?`)}
                act={() => ask('DELETE', `/pemeliharaan/${id}`)}
                done={say('Dihapus', 'Removed')}
                after={reload}
              >
                <p>{say('Gangguan sesudah ini dibuka sebagai insiden lagi.', 'Outages open as incidents again.')}</p>
              </Confirm>
            ) : null,
        },
      ]}
    />
  );
}

function PlanForm({ instances, reload }: { readonly instances: readonly string[]; readonly reload: () => void }) {
  return (
    <Form
      send={({ instansi, dari, sampai, catatan }) =>
        ask('POST', '/pemeliharaan', { instansi, catatan, dari: inWib(dari), sampai: inWib(sampai) })
      }
      done={say('Direncanakan', 'Planned')}
      sent={reload}
      submit={say('Rencanakan', 'Plan it')}
    >
      {(mistakeOf) => (
        <>
          <Select
            label={say('Konektor', 'Connector')}
            name="instansi"
            options={instances.map((one) => [one, one])}
            mistake={mistakeOf('instansi')}
          />
          <Field
            label={say('Dari (WIB)', 'From (WIB)')}
            name="dari"
            type="datetime-local"
            required
            mistake={mistakeOf('dari')}
          />
          <Field
            label={say('Sampai (WIB)', 'To (WIB)')}
            name="sampai"
            type="datetime-local"
            required
            mistake={mistakeOf('sampai')}
          />
          <Field
            label={say('Catatan', 'Note')}
            name="catatan"
            required
            maxLength={300}
            hint={say(
              'Misalnya nomor surat pemberitahuannya.',
              'The number of the letter that announced it, for instance.',
            )}
            mistake={mistakeOf('catatan')}
          />
        </>
      )}
    </Form>
  );
}

/** The field has no zone: what is typed is the city's time. */
function inWib(local: string | undefined): string {
  return local ? `${local.length === 16 ? `${local}:00` : local}+07:00` : '';
}
