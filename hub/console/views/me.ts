/** Who looks at the page, and what kind of hub it belongs to. */
export interface Me {
  readonly hub: {
    readonly mode: 'development' | 'production';
    readonly versi: string;
    /** Stand-ins run with the hub: the panel to break them is shown. */
    readonly sandbox: boolean;
    /** Of the demo operator, so that somebody who tries it out need not look for it; never in production. */
    readonly contoh?: { readonly nama: string; readonly sandi: string };
    /** Key of the demo application, for the first call. */
    readonly kunciContoh?: string;
  };
  /** Absent: not signed in. */
  readonly operator?: {
    readonly id: string;
    readonly nama: string;
    readonly peran: 'pengamat' | 'operator' | 'admin';
    readonly duaLangkah: boolean;
  };
}
