import type { Tindakan } from '../../../views/pekerjaan.ts';
import type { KelompokSebab, SaringanPesan } from '../../../views/pesan.ts';
import { count } from '../../format.ts';
import { say } from '../../language.ts';
import { may } from '../../me.ts';
import { Loaded, useLoad } from '../../parts/load.tsx';
import { useRounds } from './rounds.ts';
import { problemWords } from './words.ts';

interface ReasonsProps {
  readonly saringan: SaringanPesan;
  /** Changes when there may be others. */
  readonly round: number;
  readonly choose: (sebab: string) => void;
  readonly decide: (tindakan: Tindakan, saringan: SaringanPesan) => void;
}

/** Why messages wait for a word: one trouble is mended once, however many are in it. */
export function Reasons({ saringan, round, choose, decide }: ReasonsProps) {
  const { sebab: chosen, ...others } = saringan;
  const load = useLoad<readonly KelompokSebab[]>(`/antrean/sebab?${new URLSearchParams({ ...others })}`);
  useRounds(round, load);
  return (
    <Loaded load={load}>
      {(groups) => (
        <ul class="sebab" aria-label={say('Menurut sebab', 'By reason')}>
          {groups.map(({ sebab, masalah, jumlah }) => (
            <li key={sebab}>
              <button
                type="button"
                class="kata"
                aria-pressed={sebab === chosen}
                onClick={() => choose(sebab === chosen ? '' : sebab)}
              >
                <strong>{count(jumlah)} ×</strong> {problemWords(masalah) || say('tanpa keterangan', 'no words')}
              </button>
              {may('operator') && (
                <div class="tombol">
                  <button type="button" onClick={() => decide('ulang', { ...others, sebab })}>
                    {say('Kirim ulang semua…', 'Send all again…')}
                  </button>
                  <button type="button" class="bahaya" onClick={() => decide('batal', { ...others, sebab })}>
                    {say('Batalkan semua…', 'Cancel all…')}
                  </button>
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
    </Loaded>
  );
}
