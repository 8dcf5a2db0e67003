/** Each may what the one before may: `pengamat` looks, `operator` acts, `admin` says who does. */
export const ROLES = ['pengamat', 'operator', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Whether somebody of this role may do what takes at least the other. */
export function mayDo(role: Role, least: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(least);
}

export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}

export interface Operator {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly twoFactor: boolean;
  /** Milliseconds since 1970, as every moment here. */
  readonly createdAt: number;
  readonly disabledAt?: number;
}

export interface Session {
  readonly operator: Operator;
  /** At the latest; one that is not used ends before. */
  readonly expiresAt: number;
}

export interface Credentials {
  readonly name: string;
  readonly password: string;
  readonly code?: string;
  /** Where the request comes from. */
  readonly address: string;
}

export type SignIn =
  | { readonly kind: 'masuk'; readonly token: string; readonly session: Session }
  /** The password is right, and a code of the second factor is needed as well. */
  | { readonly kind: 'perlu-kode' }
  /** Name, password or code: it is never said which. */
  | { readonly kind: 'salah' }
  | { readonly kind: 'terlalu-sering'; readonly retryAfterSeconds: number };

/** Who may use the console. Methods that change an operator throw an `OperatorError` that says why they do not. */
export interface Operators {
  signIn(given: Credentials): Promise<SignIn>;
  /** The session of a token while it lasts. Marks it as seen, once a minute at most. */
  find(token: string): Promise<Session | undefined>;
  signOut(token: string): Promise<void>;
  /** Oldest first, disabled ones included. */
  list(): Promise<readonly Operator[]>;
  create(given: { readonly name: string; readonly role: Role; readonly password: string }): Promise<Operator>;
  /** The last admin stays one. */
  setRole(id: string, role: Role): Promise<void>;
  /** Ends every session of the operator. */
  setPassword(id: string, password: string): Promise<void>;
  /** Ends every session. The last admin is not disabled. */
  disable(id: string): Promise<void>;
  /** Resolves `false` when `current` is wrong, or was too often. Ends every session but the one with the token `keep`. */
  changeOwnPassword(id: string, current: string, next: string, keep?: string): Promise<boolean>;
  /** What an authenticator app reads the new secret from. The one in use, if there is one, stays until it is confirmed. */
  beginTwoFactor(id: string): Promise<{ readonly secret: string; readonly uri: string }>;
  /** With a code of what was begun. From then on signing in takes one. */
  confirmTwoFactor(id: string, code: string): Promise<boolean>;
  endTwoFactor(id: string): Promise<void>;
  /** Ends what goes on by itself, where anything does. */
  close?(): void;
}

export class OperatorError extends Error {
  override readonly name = 'OperatorError';
  readonly field: 'name' | 'password' | 'role' | 'id';
  /** For the console, in Indonesian; the message says the same in English. */
  readonly words: string;
  constructor(field: OperatorError['field'], words: string, message = words) {
    super(message);
    this.field = field;
    this.words = words;
  }
}
