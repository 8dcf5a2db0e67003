/** What stops a command: lines for whoever typed it, never a stack. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  /** 1: it could not be done. 2: it was asked wrongly, or the configuration is wrong. */
  readonly exitCode: 1 | 2;
  constructor(message: string, exitCode: 1 | 2 = 1, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

/** The message of whatever was thrown, in one line. */
export function reasonOf(error: unknown): string {
  const message =
    typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
  return message.split('\n')[0] ?? message;
}
