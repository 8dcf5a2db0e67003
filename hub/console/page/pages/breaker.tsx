import { useSignal } from '@preact/signals';
import type { Operasi } from '../../views/konektor.ts';
import { ask } from '../api.ts';
import { say } from '../language.ts';
import { may } from '../me.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Field, Select } from '../parts/field.tsx';
import { Form } from '../parts/form.tsx';
import { attempt } from '../parts/toast.tsx';

interface BreakerProps {
  readonly instance: string;
  readonly operation: Operasi;
}

/** What the breaker of an operation decides, and what a person decides in its place. */
export function Breaker({ instance, operation }: BreakerProps) {
  const open = useSignal(false);
  const { nama, pemutus, dipegang, tertahan } = operation;
  const path = `/konektor/${instance}/${nama}`;
  const close = () => {
    open.value = false;
  };
  return (
    <>
      {dipegang ? say(`dipegang ${dipegang.oleh}`, `held by ${dipegang.oleh}`) : breakerWords(pemutus)}
      {dipegang && <span class="redup"> {dipegang.alasan}</span>}
      {may('operator') && (
        <div class="tombol kecil">
          <button
            type="button"
            aria-label={say(`Pegang pemutus ${nama}`, `Hold the breaker of ${nama}`)}
            onClick={() => {
              open.value = true;
            }}
          >
            {say('Pegang…', 'Hold…')}
          </button>
          {tertahan && (
            <button
              type="button"
              onClick={() => void attempt(() => ask('POST', `${path}/coba-lagi`), say('Dicoba', 'Tried'))}
            >
              {say('Coba sekarang', 'Try now')}
            </button>
          )}
        </div>
      )}
      {open.value && (
        <Dialog title={say(`Pemutus ${nama}`, `Breaker of ${nama}`)} onClose={close}>
          <Form
            send={({ ke, alasan }) => ask('PUT', `${path}/pemutus`, { ke, alasan })}
            done={say('Berlaku sekarang', 'In force now')}
            sent={close}
            submit={say('Berlakukan', 'Apply')}
          >
            {(mistakeOf) => (
              <>
                <Select
                  label={say('Pemutus', 'Breaker')}
                  name="ke"
                  value={dipegang?.ke ?? 'otomatis'}
                  options={[
                    ['otomatis', say('memutuskan sendiri', 'decides by itself')],
                    ['buka', say('buka: hulu tidak ditanya; kiriman menunggu', 'open: not asked; what is sent waits')],
                    ['tutup', say('tutup: hulu ditanya walau gagal', 'closed: asked whatever fails')],
                  ]}
                />
                <Field label={say('Alasan', 'Reason')} name="alasan" maxLength={300} mistake={mistakeOf('alasan')} />
              </>
            )}
          </Form>
        </Dialog>
      )}
    </>
  );
}

function breakerWords(state: Operasi['pemutus']): string {
  switch (state) {
    case 'tertutup':
      return say('tertutup', 'closed');
    case 'setengah-terbuka':
      return say('mencoba lagi', 'trying again');
    case 'terbuka':
      return say('terbuka', 'open');
    default:
      return state satisfies never;
  }
}
