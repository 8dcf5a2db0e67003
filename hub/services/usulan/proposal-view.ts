import type { StatusUsulan, TempatUmum, Usulan } from '../../../openapi/generated/types.ts';
import { withoutLongNumbers } from '../../identifiers/without-long-numbers.ts';
import { wib } from '../pembayaran/moments.ts';
import type { ActionResult } from '../service.ts';
import type { KeptProposal, Proposal } from './proposal.ts';
import { publicStreet } from './public-street.ts';
import { nextStates } from './steps.ts';

export const PRIVATE = { 'Cache-Control': 'private, no-store' };

/** A proposal as its sender and officers see it. */
export function proposalView({ id, state, value, createdAt, updatedAt }: KeptProposal): Usulan {
  const { isiAwal: _first, riwayat, ...content } = value;
  return {
    ...{ id, keadaan: state, ...content, riwayat: [...riwayat] },
    dapatMenjadi: [...nextStates(state, value.sumber)],
    ...{ dikirimPada: wib(createdAt), diubahPada: wib(updatedAt) },
  };
}

/** As it stands in a list: people are shown one proposal at a time only, each with its line in the access record. */
export function listedView(proposal: KeptProposal): Usulan {
  const { pengusul: _person, ...shown } = proposalView(proposal);
  return shown;
}

export function proposalAnswer(proposal: KeptProposal, status: 200 | 201): ActionResult {
  const { id } = proposal;
  return {
    ...{ kind: 'json', status, body: { data: proposalView(proposal) }, subject: id },
    headers: { ...PRIVATE, ...(status === 201 ? { Location: `/v1/usulan/${id}` } : {}) },
  };
}

/** What everybody may see. Built of what is named here, so that what is added to a proposal is not public by itself. */
export function publicView({ state, value, updatedAt }: KeptProposal): StatusUsulan {
  const { kode, judul, jenis, sumber, tahun, lokasi, skpd, penganggaran, riwayat } = value;
  return {
    ...{ kode, keadaan: state, judul: withoutLongNumbers(judul), jenis, sumber, tahun },
    ...{ lokasi: lokasi && publicPlace(lokasi), skpd, penganggaran },
    riwayat: riwayat.map(({ keadaan, pada, alasan }) => ({
      ...{ keadaan, pada },
      alasan: alasan === null ? null : withoutLongNumbers(alasan),
    })),
    diubahPada: wib(updatedAt),
  };
}

function publicPlace({ kecamatan, kelurahan, alamat }: NonNullable<Proposal['lokasi']>): TempatUmum {
  return { kecamatan, kelurahan: kelurahan ?? null, alamat: alamat === undefined ? null : publicStreet(alamat) };
}
