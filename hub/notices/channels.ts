import { newId } from '../identifiers/new-id.ts';
import type { Seals } from '../relay/payloads.ts';
import { type AddressRules, faultOfNamedAddress, type Resolve } from '../relay/webhook-address.ts';
import type { ChannelKind, NoticeChannel, NoticeStore, StoredChannel } from '../store/notices.ts';
import { type Mistake, mistakesInChannel, mistakesInSettings } from './channel-mistakes.ts';
import {
  type EnteredSettings,
  maskedSettings,
  newSigningSecret,
  openSettings,
  SECRET_OF,
  sealSettings,
  withKeptSecret,
} from './channel-settings.ts';
import { wordsOfTrouble } from './trouble.ts';

/** A channel as the console shows it. */
export interface ChannelView extends Omit<NoticeChannel, 'sealed'> {
  /** A secret reads `[set]`. Empty where they cannot be opened any more: enter them again. */
  readonly settings: EnteredSettings;
}

/** A channel as a person enters it; without `id` a new one. What is left out is as in `CHANNEL_SCHEMA`. */
export type ChannelDraft = Partial<Omit<ChannelView, 'createdAt'>>;

export type Put =
  /** `secret`: one that was made for it, in clear, this once. */
  | { readonly kind: 'kept'; readonly channel: ChannelView; readonly secret?: string }
  | { readonly kind: 'bad'; readonly mistakes: readonly Mistake[] }
  | { readonly kind: 'absent' };

export interface Channels {
  list(): Promise<readonly ChannelView[]>;
  put(draft: unknown): Promise<Put>;
}

export interface ChannelParts {
  readonly store: NoticeStore;
  readonly sealing: Seals;
  readonly rules: AddressRules;
  readonly resolve?: Resolve;
  readonly now: () => Date;
}

const MOST_CHANNELS = 50;

/** A draft that has passed the schema. */
type Checked = Required<Omit<ChannelDraft, 'id'>> & { readonly id?: string };

export function createChannels(parts: ChannelParts): Channels {
  const { store, sealing, now } = parts;

  function viewOf({ id, name, kind, on, incidents, ...rest }: NoticeChannel): ChannelView {
    const { quietHours, graveBreaksQuiet, renotifyAfterMinutes, createdAt } = rest;
    const settings = maskedSettings(kind, readable(sealing, { id, sealed: rest.sealed }));
    return { id, name, kind, on, incidents, quietHours, graveBreaksQuiet, renotifyAfterMinutes, createdAt, settings };
  }

  async function settingsFor(draft: Checked, there: StoredChannel | undefined) {
    const kept = there ? readable(sealing, there) : {};
    const entered = withKeptSecret(draft.kind, draft.settings, kept);
    const secret = draft.kind === 'webhook' && entered.secret === undefined ? newSigningSecret() : undefined;
    const settings = secret === undefined ? entered : { ...entered, secret };
    const mistakes = mistakesInSettings(draft.kind, settings).map((mistake) => inPlace(mistake, draft, kept));
    const address = mistakes.length === 0 ? await mistakesOfAddress(draft.kind, settings, parts) : [];
    return { settings, secret, mistakes: [...mistakes, ...address] };
  }

  return {
    async list() {
      return (await store.channels()).map(viewOf);
    },
    async put(given) {
      const draft = structuredClone(given) as Checked;
      const wrong = mistakesInChannel(draft);
      if (wrong.length > 0) return { kind: 'bad', mistakes: wrong };
      const all = await store.channels();
      const there = all.find(({ id }) => id === draft.id);
      if (draft.id !== undefined && !there) return { kind: 'absent' };
      const { settings, secret, mistakes } = await settingsFor(draft, there);
      const whole = [...mistakesOfWhole(draft, there, all), ...mistakes];
      if (whole.length > 0) return { kind: 'bad', mistakes: whole };
      const at = now().getTime();
      const id = there?.id ?? newId('slr', at);
      const { settings: _entered, ...rest } = draft;
      const channel = { ...rest, id, sealed: sealSettings(sealing, id, settings), createdAt: there?.createdAt ?? at };
      await store.putChannel(channel, at, !there?.on);
      await store.hurry(id, at); // it may be mended now
      return { kind: 'kept', channel: viewOf(channel), ...(secret === undefined ? {} : { secret }) };
    },
  };
}

function mistakesOfWhole(
  { name, kind, quietHours }: Checked,
  there: StoredChannel | undefined,
  all: readonly StoredChannel[],
): readonly Mistake[] {
  const wrong = (field: string, id: string, en: string): Mistake => ({ field, reason: { id, en } });
  return [
    ...(all.some((one) => one.name === name && one.id !== there?.id)
      ? [wrong('name', 'sudah dipakai saluran lain', 'is taken by another channel')]
      : []),
    ...(there && there.kind !== kind ? [wrong('kind', 'tidak dapat diubah', 'cannot be changed')] : []),
    ...(quietHours && quietHours.from === quietHours.to
      ? [wrong('quietHours.to', 'harus lain dari awalnya', 'must differ from the beginning')]
      : []),
    ...(!there && all.length >= MOST_CHANNELS
      ? [wrong('', `paling banyak ${MOST_CHANNELS} saluran`, `at most ${MOST_CHANNELS} channels`)]
      : []),
  ];
}

/** Where a password is there and may not be used any more, "must be entered" alone would puzzle. */
function inPlace(mistake: Mistake, { kind }: Checked, kept: EnteredSettings): Mistake {
  const again = kind === 'surel' && mistake.field === 'settings.password' && SECRET_OF.surel in kept;
  if (!again) return mistake;
  return {
    field: mistake.field,
    reason: {
      id: 'isi lagi: server, TLS atau penggunanya diubah',
      en: 'enter it again: the server, TLS or user was changed',
    },
  };
}

async function mistakesOfAddress(
  kind: ChannelKind,
  { url }: EnteredSettings,
  { rules, resolve }: ChannelParts,
): Promise<readonly Mistake[]> {
  if (kind !== 'webhook') return [];
  const fault = await faultOfNamedAddress(String(url), rules, resolve);
  if (fault === undefined) return [];
  return [{ field: 'settings.url', reason: { id: fault, en: wordsOfTrouble('address_not_allowed').en } }];
}

/** A new set of settings is the way out where the key of the old ones is lost. */
function readable(sealing: Seals, channel: Pick<NoticeChannel, 'id' | 'sealed'>): EnteredSettings {
  try {
    return openSettings(sealing, channel);
  } catch {
    return {};
  }
}
