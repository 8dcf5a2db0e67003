/** Ways to break an upstream of the sandbox that tell a story; the sandbox's own page has all of them. */
export type Gangguan = 'mati' | 'lambat' | 'galat' | 'berubah' | 'pemeliharaan';

export interface SandboxHulu {
  readonly nama: string;
  readonly url: string;
  /** What is wrong with it now; `null`: nothing. */
  readonly gangguan: string | null;
  readonly panggilan: number;
  /** It has a change of its format to show. */
  readonly dapatBerubah: boolean;
}
