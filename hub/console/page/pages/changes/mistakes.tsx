import type { KesalahanPemetaan } from '../../../views/perubahan.ts';
import { say } from '../../language.ts';

interface MistakesProps {
  readonly mistakes: readonly KesalahanPemetaan[] | undefined;
  readonly file: string;
}

/** What is wrong with what is typed, by line. */
export function Mistakes({ mistakes, file }: MistakesProps) {
  return (
    <div class="kesalahan" role="status">
      {mistakes === undefined ? (
        <p class="redup">{say('Memeriksa…', 'Checking…')}</p>
      ) : mistakes.length === 0 ? (
        <p class="beres">{say('✓ Tidak ada kesalahan', '✓ No mistake')}</p>
      ) : (
        <ul>
          {mistakes.map(({ baris, berkas, di, sebab }) => (
            <li key={`${berkas} ${baris} ${di} ${sebab}`} class="salah">
              {baris > 0 ? say(`baris ${baris}`, `line ${baris}`) : berkas || file}
              {di && (
                <>
                  {' '}
                  <code>{di}</code>
                </>
              )}
              : {sebab}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
