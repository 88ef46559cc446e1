import { type Document, parseDocument, visit } from 'yaml';
import { UnreadableYamlError, YAML_LIMITS } from './yamlLimits';

/** What the parser says, in a line. @internal */
export function unreadable(error: unknown, where = ''): UnreadableYamlError {
  const [line] = String((error as { message?: unknown }).message).split('\n');
  return new UnreadableYamlError(
    // The parser recurses; a text that exhausts its stack is no definition.
    /call stack/i.test(line)
      ? 'the YAML is nested too deeply'
      : `${line.replace(/:$/, '')}${where}`,
  );
}

/** The place of a character, for people. @internal */
export function placeOf(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return ` at line ${before.length}, column ${
    (before.at(-1)?.length ?? 0) + 1
  }`;
}

/**
 * Parses one document of a text that `assertReadable` let pass. The parser is
 * told to leave out what takes it time with the square of the size: the line of
 * each error, and the search for keys that are there twice.
 *
 * @internal
 */
export function parseYaml(text: string): Document.Parsed {
  const document = parseDocument(text, {
    ...{ uniqueKeys: false, prettyErrors: false },
    logLevel: 'error',
  });
  const [error] = document.errors;
  if (error) throw unreadable(error, placeOf(text, error.pos[0]));
  let aliases = 0;
  visit(document, {
    Alias() {
      aliases += 1;
    },
  });
  if (aliases > YAML_LIMITS.aliases) {
    throw new UnreadableYamlError(
      `the YAML has ${aliases} aliases, at most ${YAML_LIMITS.aliases} are read`,
    );
  }
  return document;
}
