import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from './LabError.mjs';

/** Writes where the lab is into its run folder and returns the path of the file. */
export function writeFacts(lab) {
  const { stop, failed, ...facts } = lab;
  const path = join(lab.runFolder, 'facts.json');
  writeFileSync(path, `${JSON.stringify(facts, undefined, 2)}\n`, {
    mode: 0o600,
  });
  return path;
}

/** Reads the facts of a lab that is running. */
export function readFacts(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new LabError(
      `MESHWRIGHT_LAB names no readable facts: ${cause.message}`,
      { cause },
    );
  }
}
