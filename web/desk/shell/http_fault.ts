/** An answer other than the one hoped for. */
export class HttpFault extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}
