import { count } from '../../format.ts';
import { say } from '../../language.ts';
import { Dialog } from '../../parts/dialog.tsx';

interface StopsProps {
  readonly stops: number;
  readonly force: () => void;
  readonly onClose: () => void;
}

/** Nothing is switched yet: whether it is used all the same is a person's word. */
export function Stops({ stops, force, onClose }: StopsProps) {
  return (
    <Dialog
      title={say('Ada jawaban yang tidak lagi terbaca', 'Some answers would no longer be read')}
      onClose={onClose}
    >
      <p>
        {say(
          `${count(stops)} jawaban tersimpan yang hari ini terbaca akan berhenti terbaca. Belum dipakai.`,
          `${count(stops)} kept answers that are read today would not be. It is not used yet.`,
        )}
      </p>
      <div class="tombol">
        <button
          type="button"
          class="bahaya"
          onClick={() => {
            onClose();
            force();
          }}
        >
          {say('Pakai juga', 'Use it all the same')}
        </button>
        <button type="button" onClick={onClose}>
          {say('Batal', 'Cancel')}
        </button>
      </div>
    </Dialog>
  );
}
