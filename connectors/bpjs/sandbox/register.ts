import { LRUCache } from 'lru-cache';
import { generatePeople, type InventedPerson, namedPeople } from '../../sandbox-kit/people.ts';
import { facilities } from './facilities.ts';
import { type Asked, type Member, memberOf, pesertaOf } from './membership.ts';
import { createReferrals, type Referral, rujukanOf } from './referrals.ts';

/** Everybody BPJS knows, and the referrals each facility sees. */
export interface Register {
  byNik(nik: string): Member | undefined;
  byCard(noKartu: string): Member | undefined;
  referral(nomor: string, from: Referral['from'], place: number): Referral | undefined;
  /** Newest first. */
  referralsOf(noKartu: string, from: Referral['from'], place: number): readonly Referral[];
  /** The same question gives the same object, so that its JSON and its compressed text are made once. */
  pesertaAnswer(member: Member, asked: Asked): object;
  rujukanAnswer(referral: Referral, asked: Asked): object;
  rujukanListAnswer(referrals: readonly Referral[], asked: Asked): object;
  people(): readonly InventedPerson[];
}

export function createRegister(count: number): Register {
  const named = namedPeople.map((person, index) => memberOf(person, index, true));
  const generated = generatePeople(count).map((person, index) => memberOf(person, index, false));
  const members = [...named, ...generated];
  const byNik = new Map(members.map((member) => [member.person.nik, member]));
  const byCard = new Map(members.map((member) => [member.person.noKartu, member]));
  const referrals = facilities.flatMap(({ place }) => createReferrals(named, generated, place));
  const byNumber = new Map(referrals.map((referral) => [referral.nomor, referral]));
  const byHolder = Map.groupBy(referrals, (referral) => holder(referral.member.person.noKartu, referral));
  for (const letters of byHolder.values()) letters.sort((one, other) => (one.tanggal < other.tanggal ? 1 : -1));
  const answers = new LRUCache<string, object>({ max: 20_000 });
  const once = (key: string, make: () => object): object => {
    const known = answers.get(key);
    if (known) return known;
    const made = make();
    answers.set(key, made);
    return made;
  };

  return {
    byNik: (nik) => byNik.get(nik),
    byCard: (noKartu) => byCard.get(noKartu),
    referral(nomor, from, place) {
      const referral = byNumber.get(nomor);
      return referral?.from === from && referral.place === place ? referral : undefined;
    },
    referralsOf: (noKartu, from, place) => byHolder.get(holder(noKartu, { from, place })) ?? [],
    pesertaAnswer: (member, asked) =>
      once(`peserta ${member.person.noKartu} ${keyOf(asked)}`, () => ({ peserta: pesertaOf(member, asked) })),
    rujukanAnswer: (referral, asked) =>
      once(`rujukan ${referral.nomor} ${keyOf(asked)}`, () => ({ rujukan: withPeserta(referral, asked) })),
    rujukanListAnswer: (letters, asked) =>
      once(`list ${letters[0]?.nomor} ${keyOf(asked)}`, () => ({
        rujukan: letters.map((referral) => withPeserta(referral, asked)),
      })),
    people: () => members.map(({ person }) => person),
  };
}

function withPeserta(referral: Referral, asked: Asked): object {
  return rujukanOf(referral, pesertaOf(referral.member, { ...asked, tanggal: referral.tanggal }));
}

function holder(noKartu: string, { from, place }: Pick<Referral, 'from' | 'place'>): string {
  return `${noKartu} ${from} ${place}`;
}

function keyOf({ tanggal, today, place, hasESep }: Asked): string {
  return `${tanggal} ${today} ${place} ${hasESep}`;
}
