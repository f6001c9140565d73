import { writeOut, type AnswerOptions, type Io } from "../io.ts";
import { visible } from "../visible.ts";

/** Enough for one write to be worth its call. */
const CHUNK_CHARACTERS = 64 * 1024;

interface Part {
  /** Lines, each with its line feed. */
  readonly text: string;
  readonly json: Readonly<Record<string, unknown>>;
}

/**
 * Prints the result of a command while it is found, with a bounded part of it in memory: lines of text, or one
 * JSON document with a list of items before its other members. A command that fails leaves the document cut off, so
 * that no program takes a part for the whole, unless the command ends it nevertheless.
 */
export class StreamedAnswer {
  readonly #io: Io;
  readonly #isJson: boolean;
  /** What a JSON document has before its first item. */
  readonly #opening: string;
  readonly #beforeWriting: () => void;
  #items = 0;
  #unwritten = "";

  /**
   * @param list the name of the JSON document's list
   * @param beforeWriting clears a progress bar, which may be on the same terminal
   */
  constructor(
    io: Io,
    options: AnswerOptions,
    list: string,
    beforeWriting: () => void = () => undefined,
  ) {
    this.#io = io;
    this.#isJson = options.json === true;
    this.#opening = `{${JSON.stringify(list)}:[`;
    this.#beforeWriting = beforeWriting;
  }

  /** @throws ClarityError as `writeOut` */
  async add({ text, json }: Part): Promise<void> {
    const before = this.#items++ === 0 ? this.#opening : ",";
    this.#unwritten += this.#isJson ? before + JSON.stringify(json) : text;
    if (this.#unwritten.length >= CHUNK_CHARACTERS) await this.#write();
  }

  /**
   * Prints what follows the last item.
   *
   * @param part its `json` has at least one member
   * @throws ClarityError as `writeOut`
   */
  async end({ text, json }: Part): Promise<void> {
    const before = this.#items === 0 ? this.#opening : "";
    this.#unwritten += this.#isJson ? `${before}],${JSON.stringify(json).slice(1)}\n` : text;
    await this.#write();
  }

  async #write(): Promise<void> {
    const content = visible(this.#unwritten);
    this.#unwritten = "";
    this.#beforeWriting();
    await writeOut(this.#io.stdout, content);
  }
}
