import {
  readYamlDocuments,
  UnreadableYamlError,
} from '@meshwright/backstage-plugin-istio-common';

/** Definitions of people have none; the objects are written out once more. */
const ALIASES = 20;

/** The documents of texts by their path, each text parsed once. @internal */
export class ParsedTexts {
  readonly #parsed = new Map<string, unknown[] | UnreadableYamlError>();

  /** The error tells why a text cannot be read. */
  documents(path: string, text: string): unknown[] | UnreadableYamlError {
    const known = this.#parsed.get(path);
    if (known) return known;
    const parsed = ParsedTexts.#parse(text);
    this.#parsed.set(path, parsed);
    return parsed;
  }

  static #parse(text: string): unknown[] | UnreadableYamlError {
    try {
      return readYamlDocuments(text, { aliases: ALIASES });
    } catch (error) {
      if (error instanceof UnreadableYamlError) return error;
      throw error;
    }
  }
}
