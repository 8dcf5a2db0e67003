import { createAsking } from './ask.ts';
import { followFeed, MESSAGES } from './feed.ts';
import { createHandingOver, type HandOver, messageOf } from './handing-over.ts';
import { readOptions } from './options.ts';
import { judgeAtOss, judgeNib, judgePermit, type PermitFile } from './permit-judging.ts';
import { routeOf, type Step } from './permit-route.ts';
import { onceEach } from './permit-tidings.ts';
import { createRecorder } from './recorder.ts';
import { runSteadily } from './steady.ts';

const READ_BACK_EVERY = 4;
/** Through a list that grows faster than it is read: old ones and new ones in turn. */
const STRIDE = 37;

const options = readOptions(['base', 'key']);
const recorder = createRecorder();
const asking = createAsking(options);
const handingOver = createHandingOver(asking, recorder);
const files: PermitFile[] = [];
/** What was handed over, by the number of its message. */
const underWay = new Map<string, { readonly file: PermitFile; readonly step: Step }>();
/** An event can be quicker than the answer that names its message. */
const early = new Map<string, string>();
const tidings = followFeed(asking, recorder, onceEach({ applied, cancelled }));
const feed = followFeed(asking, recorder, { ...MESSAGES, told: cameTo });
let turns = 0;
let corrections = 0;
let readBack = 0;

await runSteadily(options, recorder, {
  send() {
    turns += 1;
    const work = turns % READ_BACK_EVERY === 0 ? undefined : handingOver.offerDue();
    return work ?? readOne();
  },
  sendOwed: handingOver.offerDue,
  async finish() {
    await tidings.stop();
    await feed.stop();
  },
});

function applied(idIzin: string, nib: string): void {
  const steps = routeOf(files.length);
  const file: PermitFile = { idIzin, nib, steps, offered: 0, arrived: 0, isCancelled: false, number: undefined };
  files.push(file);
  goOn(file);
}

function cancelled(nib: string): void {
  for (const file of files) if (file.nib === nib) file.isCancelled = true;
}

/** The office takes the next step when the one before is known to have arrived. */
function goOn(file: PermitFile): void {
  const step = file.steps[file.offered];
  if (!step || file.isCancelled) return;
  file.offered += 1;
  handingOver.plan(handOver(file, step));
}

function handOver(file: PermitFile, step: Step): HandOver {
  const { idIzin } = file;
  return messageOf({
    ...{ reference: `${idIzin}/${step.name}`, path: `/v1/perizinan/${idIzin}/${step.path}`, body: step.body },
    ...{ layanan: step.layanan, perihal: idIzin },
    onAccepted(_about, message = '') {
      underWay.set(message, { file, step });
      const event = early.get(message);
      early.delete(message);
      if (event !== undefined) cameTo(event, message);
    },
  });
}

function cameTo(event: string, message: string): void {
  const work = underWay.get(message);
  if (!work) {
    early.set(message, event);
    return;
  }
  const { file, step } = work;
  if (event === 'pesan.terkirim') {
    underWay.delete(message);
    file.arrived += 1;
    goOn(file);
  }
  if (event === 'pesan.ditolak') handingOver.plan(corrected(file, step, message));
}

/** Somebody reads why OSS refused it, and sends it once more in other words; it may be refused again. */
function corrected({ idIzin }: PermitFile, { name, layanan, body }: Step, message: string): HandOver {
  corrections += 1;
  return messageOf({
    key: `${message}-${corrections}`,
    ...{ reference: `${idIzin}/${name}`, path: `/v1/pesan/${message}/ulang`, layanan, perihal: idIzin },
    body: { ...body, keterangan: `Diperbaiki: ${name}` },
    onAccepted: () => {},
  });
}

/** Somebody looks at a permit: here, at its business, and at OSS in turn. */
async function readOne(): Promise<void> {
  readBack = files.length > 0 ? (readBack + STRIDE) % files.length : 0;
  const file = files[readBack];
  if (!file) return;
  const { idIzin, nib, arrived, isCancelled } = file;
  const known = { arrived, isCancelled };
  recorder.sent();
  switch (turns % 3) {
    case 0: {
      const answer = await asking.ask('GET', `/v1/perizinan/${idIzin}`);
      return recorder.judged(judgePermit(answer, file, known), answer.ms);
    }
    case 1: {
      const answer = await asking.ask('GET', `/v1/perizinan/nib/${nib}`);
      return recorder.judged(judgeNib(answer, file, known), answer.ms);
    }
    default: {
      const answer = await asking.ask('GET', `/v1/perizinan/${idIzin}/status`);
      return recorder.judged(judgeAtOss(answer, file, known, options.freshSeconds), answer.ms);
    }
  }
}
