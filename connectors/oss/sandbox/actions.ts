import { setTimeout as sleep } from 'node:timers/promises';
import type { Action } from '../../sandbox-kit/definition.ts';
import { SandboxInputError } from '../../sandbox-kit/fault-input.ts';
import { isRecord } from '../../sandbox-kit/wire-json.ts';
import type { Company } from './companies.ts';
import { type DocumentKind, electronicSystemDocument, franchiseDocument, nibDocument } from './document.ts';
import { fileOf } from './inquiring.ts';
import type { Office } from './receiving.ts';
import { type Answer, createTeller, type How } from './teller.ts';
import { wibDay } from './wib.ts';

type Input = Readonly<Record<string, unknown>>;

/** What happens at OSS by itself, and what the city is told of it (sections 1, 4 and 5). */
export function createActions(office: Office): Readonly<Record<string, Action>> {
  const { companies, now } = office;
  const companyIn = ({ nib }: Input): Company => {
    const company = companies.find({ nib: String(nib) });
    if (!company) throw new SandboxInputError('"nib" is one of GET /_sandbox');
    return company;
  };
  const document = (company: Company, kind: DocumentKind, input: Input) =>
    tell(office, pushed(company, kind, input), howIn(input));
  const change = (company: Company, statusNib?: string) => {
    company.changes += statusNib === undefined ? 1 : 0;
    company.changed = wibDay(now());
    company.statusNib = statusNib ?? company.statusNib;
  };
  return {
    /** Without `nib` another company is founded, with `permits` of the city's. */
    issue: withInput(async (input) => {
      const company = input.nib === undefined ? companies.found(Number(input.permits ?? 1)) : companyIn(input);
      if (input.updateFirst !== true) return document(company, '9', input);
      const original = pushed(company, '9', input); // as it was, and late
      change(company);
      const update = await document(company, '5', input);
      return { update, original: await tell(office, original, howIn(input)) };
    }),
    change: withInput(async (input) => {
      const company = companyIn(input);
      change(company);
      return document(company, '5', input);
    }),
    revoke: withInput(async (input) => {
      const company = companyIn(input);
      change(company, '06');
      return document(company, '3', input);
    }),
    cancel: withInput(async (input) => {
      const company = companyIn(input);
      change(company, '06');
      return document(company, '4', input);
    }),
    /** The file of a permit: the city may not have heard of it yet. */
    sign: withInput(async (input) => {
      const found = companies.permit(String(input.idIzin));
      if (!found) throw new SandboxInputError('"idIzin" is one of GET /_sandbox/ledger');
      const { permit, company } = found;
      const receiveFileDS = { id_izin: permit.idIzin, nib: company.nib, file_izin: fileOf(permit) };
      const push = { method: 'receiveFileDS', nib: company.nib, idIzin: permit.idIzin, body: { receiveFileDS } };
      return tell(office, push, howIn(input));
    }),
  };
}

function withInput(act: (input: Input) => Promise<unknown>): Action {
  return async (input) => {
    if (input !== undefined && !isRecord(input)) throw new SandboxInputError('the input is a JSON object');
    return act(input ?? {});
  };
}

interface Push {
  readonly method: string;
  readonly nib: string;
  readonly idIzin?: string;
  readonly body: unknown;
}

/** `method`: one of those that push a document; receiveNIB where nothing is said. */
function pushed(company: Company, kind: DocumentKind, { method = 'receiveNIB' }: Input): Push {
  const { nib } = company;
  switch (method) {
    case 'receiveNIB':
      return { method, nib, body: { dataNIB: nibDocument(company, kind) } };
    case 'receiveNIBKKPR': {
      const dataNIB = { ...nibDocument(company, kind), tgl_terkirim_oss: company.issued };
      return { method, nib, body: { dataNIB } };
    }
    case 'receiveNIBSTPW':
      return { method, nib, body: { dataNIBSTPW: franchiseDocument(company, kind) } };
    case 'receiveNIBPSE':
      return { method, nib, body: { dataNIBPSE: electronicSystemDocument(company, kind) } };
    default:
      throw new SandboxInputError('"method" is receiveNIB, receiveNIBKKPR, receiveNIBSTPW or receiveNIBPSE');
  }
}

function howIn({ copies, loseAnswer, yesterday, badToken }: Input): How {
  return {
    ...(typeof copies === 'number' ? { copies } : {}),
    ...(loseAnswer === true ? { loseAnswer } : {}),
    ...(yesterday === true ? { daysAgo: 1 } : {}),
    ...(badToken === true ? { alterToken: (token: string) => token.toUpperCase() } : {}),
  };
}

/** A repeat is one push, whatever came before it; only a status of 1 ends it early. */
async function tell({ settings, now, ledger }: Office, push: Push, how: How): Promise<unknown> {
  if (settings.cityUrl === '') return { answers: [] };
  const teller = createTeller({
    ...{ cityUrl: settings.cityUrl, path: settings.cityPath, waitMs: settings.waitMs },
    ...{ username: settings.cityUsername, password: settings.cityPassword },
    now: () => new Date(now()),
  });
  const { method, nib, idIzin, body } = push;
  const answers: Answer[] = [...(await teller.push(method, nib, body, how))];
  for (let repeat = 0; repeat < settings.repeatTimes && !answers.some(isStored); repeat += 1) {
    await sleep(settings.repeatDelayMs);
    const { copies: _once, loseAnswer: _heard, ...again } = how;
    answers.push(...(await teller.push(method, nib, body, again)));
  }
  const codes = answers.map((answer) => answer?.code ?? '');
  ledger.told({ method, nib, ...(idIzin === undefined ? {} : { idIzin }), answers: codes });
  return { nib, answers };
}

function isStored(answer: Answer): boolean {
  return answer?.code === '1' || answer?.code === '200';
}
