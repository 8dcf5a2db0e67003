/** Credentials with which an application speaks an old interface. */
export interface Kredensial {
  readonly rujukan: string;
  readonly sistem: string;
  /** `null`: a token, which stands for itself. For whoever only looks, no more than its end. */
  readonly id: string | null;
  readonly sejak: number;
}

/** An old interface that can be spoken. */
export interface AntarmukaLama {
  readonly sistem: string;
  /** `pasangan`: id and secret; `token`: one text that is both. */
  readonly jenis: 'pasangan' | 'token';
}

export interface DaftarKredensial {
  readonly kredensial: readonly Kredensial[];
  readonly antarmuka: readonly AntarmukaLama[];
}

/** In clear, this once; `null` where the application brought its own. */
export interface KredensialBaru {
  readonly rujukan: string;
  readonly sistem: string;
  readonly id: string | null;
  readonly rahasia: string | null;
}
