import { readFileSync } from 'node:fs';

/** What went wrong with the command line or its input, in one line. */
export class InputProblem extends Error {}

function isNodeError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error;
}

/** The text of a file, or a problem that names it. */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = isNodeError(error) ? error.code : undefined;
    if (code === 'ENOENT') throw new InputProblem(`${file}: no such file`);
    if (code === 'EISDIR') throw new InputProblem(`${file}: is a folder`);
    throw new InputProblem(`${file}: cannot be read (${code ?? error})`);
  }
}

/** The value of a JSON text, or a problem that names where it stands. */
export function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new InputProblem(
      `${where}: not JSON (${cause.replace(/\s+/g, ' ')})`,
    );
  }
}

/** Runs a command; a problem with its input ends as one line and exit code 2. */
export function runCommand(command: () => number): void {
  // A reader that has seen enough, such as head, closes the pipe.
  process.stdout.on('error', error => {
    if (!isNodeError(error) || error.code !== 'EPIPE') throw error;
  });
  try {
    process.exitCode = command();
  } catch (error) {
    if (!(error instanceof InputProblem)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  }
}
