import '../../style/antrean.css';
import type { Jalur } from '../../../views/jalur.ts';
import { count } from '../../format.ts';
import { say } from '../../language.ts';
import { useLive } from '../../live.ts';
import { Head } from '../../parts/head.tsx';
import { Jobs } from './jobs.tsx';
import { Lanes } from './lanes.tsx';
import { Messages } from './messages.tsx';
import { useRound } from './rounds.ts';

export function AntreanPage() {
  const lanes = useLive<readonly Jalur[]>('antrean');
  const round = useRound(lanes);
  return (
    <>
      <Head title={say('Antrean', 'Queue')} about={lanes && inWords(lanes)} />
      <Jobs />
      {lanes ? <Lanes lanes={lanes} /> : <p class="memuat">{say('Memuat…', 'Loading…')}</p>}
      <Messages lanes={lanes ?? []} round={round} />
    </>
  );
}

function inWords(lanes: readonly Jalur[]): string {
  const sum = (of: (lane: Jalur) => number) => lanes.reduce((all, lane) => all + of(lane), 0);
  const stopped = sum(({ ditolak, tidakPasti }) => ditolak + tidakPasti);
  const held = lanes.filter(({ keadaan }) => keadaan === 'tertahan').length;
  const paused = lanes.filter(({ keadaan }) => keadaan === 'dijeda').length;
  return [
    say(
      `${count(sum(({ menunggu }) => menunggu))} pesan menunggu`,
      `${count(sum(({ menunggu }) => menunggu))} messages waiting`,
    ),
    ...(stopped > 0 ? [say(`${count(stopped)} perlu keputusan`, `${count(stopped)} to be decided`)] : []),
    ...(held > 0 ? [say(`${held} jalur tertahan`, `${held} lanes held`)] : []),
    ...(paused > 0 ? [say(`${paused} jalur dijeda`, `${paused} lanes paused`)] : []),
  ].join(' · ');
}
