import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const SOURCE = resolve(__dirname, '../formFields');

/** The code of the form fields, without tests and what they use. */
function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return entry.name.startsWith('__') ? [] : sourceFiles(path);
    }
    return /\.tsx?$/.test(entry.name) && !/\.test\./.test(entry.name)
      ? [path]
      : [];
  });
}

const files = sourceFiles(SOURCE);
const code = files.map(file => readFileSync(file, 'utf8')).join('\n');

/** Keys as they stand in the reference, without their plural forms. */
function definedKeys(): string[] {
  const text = readFileSync(
    join(__dirname, 'istioFormTranslationRef.ts'),
    'utf8',
  );
  const path: string[] = [];
  const keys = new Set<string>();
  for (const line of text.split('\n')) {
    const opening = /^\s+(\w+): \{$/.exec(line);
    const inline = /^\s+(\w+): \{ (.+) \},$/.exec(line);
    const leaf = /^\s+(\w+):(?: '|$)/.exec(line);
    if (inline) {
      for (const [, name] of inline[2].matchAll(/(\w+): '/g)) {
        keys.add([...path, inline[1], name].slice(1).join('.'));
      }
    } else if (opening) path.push(opening[1]);
    else if (/^\s+\},?$/.test(line)) path.pop();
    else if (leaf) keys.add([...path, leaf[1]].slice(1).join('.'));
  }
  return [...new Set([...keys].map(key => key.replace(/_(one|other)$/, '')))];
}

describe('istioFormTranslationRef', () => {
  it('defines the words of every field', () => {
    expect(definedKeys()).toEqual(
      expect.arrayContaining(['target.cluster', 'preview.group.block']),
    );
    expect(definedKeys().length).toBeGreaterThan(120);
  });

  it('has no text that nothing shows', () => {
    const unused = definedKeys().filter(key => {
      const parent = key.slice(0, key.lastIndexOf('.'));
      return !code.includes(`'${key}'`) && !code.includes(`\`${parent}.\${`);
    });
    expect(unused).toEqual([]);
  });

  it('leaves no literal text in a component', () => {
    const literal =
      /(?<=>)\s*[A-Za-z][^<>{}=;()]*\s*(?=<\/)|(?:aria-label|title|placeholder|alt)="[A-Za-z]/;
    const offenders = files.filter(
      file => file.endsWith('.tsx') && literal.test(readFileSync(file, 'utf8')),
    );
    expect(offenders).toEqual([]);
  });
});
