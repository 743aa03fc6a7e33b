/** An answer's body that is JSON text already, so that nothing parses or serialises it again. */
export class JsonText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}
