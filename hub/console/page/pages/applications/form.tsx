import type { AplikasiSingkat, Cakupan, KunciBaru, PendaftaranAplikasi } from '../../../views/aplikasi.ts';
import { ask } from '../../api.ts';
import { language, say } from '../../language.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Field } from '../../parts/field.tsx';
import { Form } from '../../parts/form.tsx';
import { Loaded, useLoad } from '../../parts/load.tsx';

interface NewProps {
  readonly close: () => void;
  readonly made: (key: KunciBaru) => void;
}

export function NewApplication({ close, made }: NewProps) {
  return (
    <Dialog title={say('Daftarkan aplikasi', 'Register an application')} onClose={close} wide>
      <Form
        send={async (values) => made(await ask<KunciBaru>('POST', '/aplikasi', registrationOf(values)))}
        submit={say('Daftarkan dan buat kunci', 'Register and make a key')}
      >
        {(mistakeOf) => (
          <>
            <Field
              label={say('Nama', 'Name')}
              name="nama"
              required
              autocomplete="off"
              hint={say(
                'Huruf kecil, angka, dan tanda hubung, misalnya e-dokter.',
                'Small letters, digits and hyphens: e-dokter.',
              )}
              mistake={mistakeOf('nama')}
            />
            <Rules mistakeOf={mistakeOf} />
          </>
        )}
      </Form>
    </Dialog>
  );
}

interface ChangeProps {
  readonly application: AplikasiSingkat;
  readonly close: () => void;
  readonly changed: () => void;
}

export function ChangeApplication({ application, close, changed }: ChangeProps) {
  const { id, nama } = application;
  return (
    <Dialog title={say(`Ubah ${nama}`, `Change ${nama}`)} onClose={close} wide>
      <Form
        send={({ nama: _name, ...values }) => ask('PUT', `/aplikasi/${id}`, rulesOf(values))}
        done={say('Berlaku sekarang', 'Holds from now on')}
        sent={changed}
        submit={say('Simpan', 'Save')}
      >
        {(mistakeOf) => <Rules mistakeOf={mistakeOf} there={application} />}
      </Form>
    </Dialog>
  );
}

type Values = Readonly<Record<string, string>>;
const SCOPE = 'cakupan ';

function registrationOf(values: Values): PendaftaranAplikasi {
  return { nama: (values.nama ?? '').trim(), ...rulesOf(values) };
}

function rulesOf(values: Values): Omit<PendaftaranAplikasi, 'nama'> {
  const chosen = Object.keys(values).filter((name) => name.startsWith(SCOPE));
  const purposes = (values.keperluan ?? '').split(/[\s,]+/).filter(Boolean);
  const limit = (values.batas ?? '').trim();
  return {
    cakupan: chosen.map((name) => name.slice(SCOPE.length)),
    keperluan: purposes,
    batas: limit === '' ? null : Number(limit),
  };
}

interface RulesProps {
  readonly mistakeOf: (name: string) => string | undefined;
  readonly there?: AplikasiSingkat;
}

function Rules({ mistakeOf, there }: RulesProps) {
  return (
    <>
      <ScopeChoice chosen={there?.cakupan ?? []} mistake={mistakeOf('cakupan')} />
      <Field
        label={say('Keperluan', 'Purposes')}
        name="keperluan"
        required
        autocomplete="off"
        defaultValue={there?.keperluan.join(', ') ?? 'pelayanan-publik'}
        hint={say(
          'Untuk apa data dibaca; yang biasa lebih dahulu, dipisah koma. Perjanjian dengan pemilik data menyebut yang boleh.',
          'What data is read for; the usual one first, separated by commas. Agreements with owners of data say which may be.',
        )}
        mistake={mistakeOf('keperluan')}
      />
      <Field
        label={say('Batas permintaan per menit', 'Limit of requests a minute')}
        name="batas"
        inputMode="numeric"
        pattern="[0-9]*"
        autocomplete="off"
        defaultValue={there?.batas ?? ''}
        hint={say('Kosong: batas baku Simpul.', 'Empty: the usual limit of Simpul.')}
        mistake={mistakeOf('batas')}
      />
    </>
  );
}

interface ChoiceProps {
  readonly chosen: readonly string[];
  readonly mistake: string | undefined;
}

/** As little as it needs: what each opens stands beside it. */
function ScopeChoice({ chosen, mistake }: ChoiceProps) {
  const load = useLoad<readonly Cakupan[]>('/cakupan');
  return (
    <fieldset class="cakupan">
      <legend>{say('Boleh', 'May')}</legend>
      <p class={mistake ? 'salah' : 'redup'}>
        {mistake ?? say('Pilih sesedikit yang diperlukan.', 'Choose no more than it needs.')}
      </p>
      <Loaded load={load}>
        {(all) => (
          <ul>
            {all.map((scope) => (
              <li key={scope.nama}>
                <ScopeLine scope={scope} chosen={chosen.includes(scope.nama)} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </fieldset>
  );
}

function ScopeLine({ scope, chosen }: { readonly scope: Cakupan; readonly chosen: boolean }) {
  const { nama, untuk, untukInggris, layanan } = scope;
  return (
    <>
      <label>
        <input type="checkbox" name={`${SCOPE}${nama}`} defaultChecked={chosen} />
        <span>
          <code>{nama}</code> {language.value === 'id' ? untuk : untukInggris}
        </span>
      </label>
      <details>
        <summary>{say(`${layanan.length} layanan`, `${layanan.length} services`)}</summary>
        <ul class="redup">
          {layanan.map(({ id, ringkas }) => (
            <li key={id}>
              {ringkas} <code>{id}</code>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}
