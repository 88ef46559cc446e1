import { FileDiff } from '../repository/diffs';
import { Html, html } from './html';
import { DiffHunk, DiffLine, parseDiff } from './parseDiff';

// Beyond this a page helps nobody; the whole diff is one link away.
const MAX_LINES = 3000;

const SIGNS: Record<DiffLine['kind'], string> = {
  added: '+',
  removed: '−',
  same: '',
  note: '',
};

const WORDS: Record<FileDiff['status'], string> = {
  added: 'new',
  deleted: 'deleted',
  renamed: 'renamed',
  copied: 'copied',
  changed: 'changed',
  unchanged: 'mode changed',
};

/** Every changed file with its lines. @internal */
export function diffView(files: FileDiff[], text: string): Html {
  const hunks = parseDiff(text);
  return html`${files.map((file, at) => fileView(file, hunks[at] ?? [], at))}`;
}

/** "3 files, +58 −0". @internal */
export function diffCount(files: FileDiff[]): Html {
  const sum = (field: 'additions' | 'deletions') =>
    files.reduce((total, file) => total + file[field], 0);
  const noun = files.length === 1 ? 'file' : 'files';
  return html`${files.length} ${noun},
    <span class="plus">+${sum('additions')}</span>
    <span class="minus">−${sum('deletions')}</span>`;
}

function fileView(file: FileDiff, hunks: DiffHunk[], at: number): Html {
  const id = `file-${at + 1}`;
  const moved = file.previousPath
    ? html`<span class="quiet">from ${file.previousPath}</span>`
    : '';
  return html`<article class="box file" aria-labelledby="${id}">
    <header>
      <h3 id="${id}"><code>${file.path}</code></h3>
      ${moved}
      <span class="quiet">${WORDS[file.status]}</span>
      <span class="counts"
        ><span class="plus">+${file.additions}</span>
        <span class="minus">−${file.deletions}</span></span
      >
    </header>
    ${fileBody(file, hunks, id)}
  </article>`;
}

function fileBody(file: FileDiff, hunks: DiffHunk[], id: string): Html {
  const count = hunks.reduce((sum, { lines }) => sum + lines.length, 0);
  if (file.binary) return html`<p class="quiet pad">A binary file.</p>`;
  if (count === 0) return html`<p class="quiet pad">No lines differ.</p>`;
  if (count > MAX_LINES) {
    return html`<p class="quiet pad">
      ${count} lines: too many to show here.
    </p>`;
  }
  return html`<div
    class="scroll"
    role="group"
    aria-labelledby="${id}"
    tabindex="0"
  >
    <table class="diff">
      <thead class="unseen">
        <tr>
          <th scope="col">Old line</th>
          <th scope="col">New line</th>
          <th scope="col">Change</th>
          <th scope="col">Text</th>
        </tr>
      </thead>
      <tbody>
        ${hunks.map(hunkRows)}
      </tbody>
    </table>
  </div>`;
}

function hunkRows({ title, lines }: DiffHunk): Html {
  return html`<tr class="hunk">
      <td colspan="3"></td>
      <td>${title}</td>
    </tr>
    ${lines.map(lineRow)}`;
}

// On one line, because the text keeps its spaces.
function lineRow({ kind, text, oldNumber, newNumber }: DiffLine): Html {
  return html`<tr class="${kind}">
    <td class="number">${oldNumber}</td>
    <td class="number">${newNumber}</td>
    <td class="sign">${SIGNS[kind]}</td>
    <td class="text">${text}</td>
  </tr> `;
}
