import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { mockApis } from '@backstage/frontend-test-utils';
import { istioTranslationRef } from './istioTranslationRef';

const SOURCE = resolve(__dirname, '..');

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(path);
    const isCode = /\.tsx?$/.test(entry.name) && !/\.test\./.test(entry.name);
    return isCode && !path.includes('istioTranslationRef') ? [path] : [];
  });
}

// The form fields have texts and a test of their own.
const files = sourceFiles(SOURCE).filter(file => !file.includes('formFields'));
const code = files.map(file => readFileSync(file, 'utf8'));

/** Every defined key: the mock reports the default messages of the reference. */
function definedKeys(): string[] {
  const source = readFileSync(
    join(__dirname, 'istioTranslationRef.ts'),
    'utf8',
  );
  const keys: string[] = [];
  const path: string[] = [];
  for (const line of source.split('\n')) {
    const open = /^\s+(\w+): \{$/.exec(line);
    const leaf = /^\s+(\w+):(?: '|$)/.exec(line);
    if (open) path.push(open[1]);
    else if (/^\s+\},?$/.test(line)) path.pop();
    else if (leaf) keys.push([...path, leaf[1]].slice(1).join('.'));
  }
  return [...new Set(keys.map(key => key.replace(/_(one|other)$/, '')))];
}

/** Keys that stand in the code as they are, or as a template with a hole. */
function isUsed(key: string): boolean {
  return code.some(text => {
    if (text.includes(`'${key}'`)) return true;
    const parent = key.slice(0, key.lastIndexOf('.'));
    const leaf = key.slice(parent.length + 1);
    return (
      text.includes(`\`${parent}.\${`) &&
      code.some(other => other.includes(`'${leaf}'`))
    );
  });
}

describe('istioTranslationRef', () => {
  it('defines keys', () => {
    expect(definedKeys()).toContain('state.noWorkload.tried');
    expect(definedKeys().length).toBeGreaterThan(150);
  });

  it('has no text that nothing shows', () => {
    expect(definedKeys().filter(key => !isUsed(key))).toEqual([]);
  });

  it('uses no key that is not defined', () => {
    const defined = new Set(definedKeys());
    const used = code.flatMap(text =>
      [...text.matchAll(/\bt\(\s*'([\w.]+)'/g)].map(match => match[1]),
    );
    expect(used.filter(key => !defined.has(key))).toEqual([]);
    expect(used.length).toBeGreaterThan(100);
  });

  it('inflects counts', () => {
    const snapshot = mockApis.translation().getTranslation(istioTranslationRef);
    if (!snapshot.ready) throw new Error('The default messages are missing');
    const { t } = snapshot;
    expect(t('clusters.count', { count: 1 })).toBe('1 cluster');
    expect(t('clusters.count', { count: 3 })).toBe('3 clusters');
  });

  it('leaves no literal text in a component', () => {
    // Text between tags, or in an attribute that is read out.
    const literal =
      /(?<=>)\s*[A-Za-z][^<>{}=;()]*\s*(?=<\/)|(?:aria-label|title|placeholder|alt)="[A-Za-z]/;
    const components = files.filter(file => file.endsWith('.tsx'));
    const offenders = components.filter(file =>
      literal.test(
        readFileSync(file, 'utf8').replace(/<code>[^<]*<\/code>/g, ''),
      ),
    );
    expect(offenders).toEqual([]);
  });
});
